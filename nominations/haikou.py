"""Article 7 of the Haikou Declaration, 25 November 2014: what founds the prizes. A prize's own letter is its row's."""

from awards_site.texts import LocalizedText

OPENING = LocalizedText(
    en=(
        "We, the mayors, governors and managers of the cities of Asia, after taking part in the fourth session of the "
        "General Assembly of the Asian Mayors Forum in the city of Haikou, China, on 25 November 2014:"
    ),
    fa=(
        "ما شهرداران، فرمانداران و مدیران شهرهای آسیایی، پس از شرکت در چهارمین اجلاس مجمع عمومی مجمع شهرداران آسیایی "
        "در شهر هایکو چین، در ۲۵ نوامبر ۲۰۱۴:"
    ),
)
ARTICLE = LocalizedText(
    en=(
        "7. We welcome the scheme for conferring the prize of the Asian Mayors Forum, in accordance with the "
        "principles and procedures proposed by the Executive Board, which comprises the following:"
    ),
    fa=(
        "۷. از طرح اعطای جایزهٔ مجمع شهرداران آسیایی بر اساس اصول و رویه‌های پیشنهادی از جانب هیئت اجرایی که "
        "دربرگیرندهٔ موارد ذیل است استقبال می‌کنیم:"
    ),
)
