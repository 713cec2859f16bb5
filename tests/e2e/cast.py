"""Who takes part, and what they write, in each language. All of them are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Nominee:
    """Somebody put forward, by whom, and how good the jurors find the work."""

    key: str
    name: str
    latin: str
    city: str
    country: str
    headline: str
    nominator: str
    mark: float

    @property
    def email(self):
        return f"{self.key}@nominee.example"

    @property
    def nominator_email(self):
        return f"{self.key}@nominator.example"


@dataclass(frozen=True)
class Juror:
    """Somebody invited to judge; the first one chairs."""

    key: str
    name: str
    country: str
    leans: float

    @property
    def email(self):
        return f"{self.key}@juror.example"


@dataclass(frozen=True)
class Words:
    """What people write in one language."""

    language: str
    prize: str
    first: Nominee
    returned: Nominee
    second: Nominee
    excluded: Nominee
    jurors: tuple[Juror, ...]
    paragraph: str
    day: str
    number: str
    reason: str
    citation: str

    @property
    def on_paper(self):
        return (self.returned, self.second, self.excluded)

    @property
    def admitted(self):
        return (self.first, self.returned, self.second)


ENGLISH = Words(
    language="en",
    prize="journalist",
    first=Nominee("first", "Amara Sitepu", "", "Medan", "ID", "A year along the river", "Rizal Hutagaol", 9.0),
    returned=Nominee("returned", "Bolat Akhmetov", "", "Shymkent", "KZ", "Who owns the shade", "Dana Ospan", 7.5),
    second=Nominee("second", "Chhavi Rana", "", "Pokhara", "NP", "Buses after dark", "Suman Thapa", 6.0),
    excluded=Nominee("excluded", "Duc Pham Van", "", "Hue", "VN", "A festival of lanterns", "Lan Tran Thi", 5.0),
    jurors=(
        Juror("chair", "Noriko Hayami", "JP", 0.0),
        Juror("strict", "Tariq Bashir", "PK", -1.0),
        Juror("mild", "Siti Rahmawati", "MY", 0.5),
        Juror("tied", "Gulnara Saparova", "KG", -0.5),
    ),
    paragraph="The streets were mapped with those who live there, and what was promised was measured a year later.",
    day="2025-02-14",
    number="12,400",
    reason="The second link does not open. Send one that does.",
    citation="For a year of patient reporting that changed how a city looks at its river.",
)
PERSIAN = Words(
    language="fa",
    prize="mayor",
    first=Nominee("first", "شیرین کاویانی", "Shirin Kaviani", "رشت", "IR", "راهی برای رود", "بهرام نیک‌پی", 9.0),
    returned=Nominee(
        "returned", "Bolat Akhmetov", "Bolat Akhmetov", "Shymkent", "KZ", "Shade for every street", "داریوش آذری", 7.5
    ),
    second=Nominee("second", "پرویز رحیموف", "Parviz Rahimov", "خجند", "TJ", "آب پاک در هر محله", "نرگس دولت", 6.0),
    excluded=Nominee("excluded", "مهران سپهری", "Mehran Sepehri", "یزد", "IR", "میدان تازه", "ژاله رستگار", 5.0),
    jurors=(
        Juror("chair", "آذر فرهمند", "IR", 0.0),
        Juror("strict", "Tariq Bashir", "PK", -1.0),
        Juror("mild", "رستم میرزایف", "UZ", 0.5),
        Juror("tied", "لیلا حسینوف", "AZ", -0.5),
    ),
    paragraph="کوچه‌ها را با ساکنان همان‌جا نقشه‌برداری کردند و یک سال بعد آنچه وعده داده شده بود اندازه گرفته شد.",
    day="۱۴۰۳/۱۱/۲۶",
    number="۱۲٬۴۰۰",
    reason="پیوند دوم باز نمی‌شود. پیوندی بفرستید که باز شود.",
    citation="برای رودی که دوباره میان خانه‌ها راه باز کرد و شهری که با آن مهربان شد.",
)
IN = {"en": ENGLISH, "fa": PERSIAN}
