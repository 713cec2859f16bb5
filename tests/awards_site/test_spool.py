"""The embedded broker: nothing is lost between its writers and its readers."""

import threading
from pathlib import Path

import pytest
from kombu import Connection, Exchange, Queue
from kombu.transport import filesystem
from kombu.transport.virtual import BrokerState

import awards_site.celery  # noqa: F401 - makes the transport known
from awards_site import spool

WRITERS, EACH = 4, 200
QUEUE = Queue("letters", Exchange("letters", type="direct"), routing_key="letters")


def fresh(transport: type) -> type:
    """Give a transport that knows of no queue yet, as a process does that has just started."""
    return type("Fresh", (transport,), {"global_state": BrokerState()})


def connection(folder: Path, transport: type) -> Connection:
    options = {key: str(folder) for key in ("data_folder_in", "data_folder_out")}
    return Connection(transport=transport, transport_options=options | {"control_folder": str(folder / "control")})


def write(folder: Path, transport: type, writer: int) -> None:
    with connection(folder, transport) as joined, joined.Producer() as producer:
        for number in range(EACH):
            body = {"id": [writer, number], "ballast": "x" * 20_000}
            producer.publish(body, exchange=QUEUE.exchange, routing_key="letters", declare=[QUEUE])


def read_all(folder: Path, transport: type, until: threading.Event) -> set[tuple[int, int]]:
    seen = set()
    with connection(folder, transport) as joined, joined.SimpleQueue(QUEUE) as queue:
        while True:
            over = until.is_set()
            try:
                message = queue.get_nowait()
            except queue.Empty:
                if over:
                    return seen
                continue
            seen.add(tuple(message.payload["id"]))
            message.ack()


def run(folder: Path, transport: type) -> set[tuple[int, int]]:
    folder.mkdir()
    transport = fresh(transport)
    over, seen = threading.Event(), []
    reader = threading.Thread(target=lambda: seen.append(read_all(folder, transport, over)))
    writers = [threading.Thread(target=write, args=(folder, transport, n)) for n in range(WRITERS)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    reader.join()
    return seen[0] if seen else set()


def test_four_writers_at_once_lose_nothing(tmp_path):
    assert len(run(tmp_path / "spool", spool.Transport)) == WRITERS * EACH


def met_while_writing(monkeypatch, folder: Path, transport: type) -> list[str]:
    """Name what a reader would find in the folder while a message is being written."""
    folder.mkdir()
    met, module = [], spool if transport is spool.Transport else filesystem
    dumps = module.dumps

    def look(payload):
        met.extend(file.name for file in folder.glob("*.letters.msg"))
        return dumps(payload)

    with connection(folder, fresh(transport)) as joined, joined.Producer() as producer:
        QUEUE(joined).declare()
        monkeypatch.setattr(module, "dumps", look)
        producer.publish({"id": 1}, exchange=QUEUE.exchange, routing_key="letters")
    return met


def test_no_reader_can_meet_a_message_before_it_is_whole(monkeypatch, tmp_path):
    assert met_while_writing(monkeypatch, tmp_path / "ours", spool.Transport) == []


def test_kombus_own_transport_shows_a_message_before_it_is_whole(monkeypatch, tmp_path):
    assert len(met_while_writing(monkeypatch, tmp_path / "theirs", filesystem.Transport)) == 1


def table_while_writing(monkeypatch, folder: Path, transport: type) -> list[int]:
    """Give the sizes of the table of queues that a writer of messages would find while it is being changed."""
    folder.mkdir()
    sizes, module = [], spool if transport is spool.Transport else filesystem
    dumps, table = module.dumps, folder / "control" / "letters.exchange"

    def look(payload):
        sizes.extend([table.stat().st_size] if table.exists() else [])
        return dumps(payload)

    monkeypatch.setattr(module, "dumps", look)
    with connection(folder, fresh(transport)) as joined:
        QUEUE(joined).declare()
    return sizes


def test_the_table_of_queues_is_never_empty_to_a_writer(monkeypatch, tmp_path):
    assert table_while_writing(monkeypatch, tmp_path / "ours", spool.Transport) == []


def test_kombus_own_table_of_queues_is_empty_for_a_moment(monkeypatch, tmp_path):
    assert table_while_writing(monkeypatch, tmp_path / "theirs", filesystem.Transport) == [0]


def sent_while_binding(monkeypatch, folder: Path, transport: type) -> int:
    """Count what arrives of a message that another thread sends while the first one binds the queue."""
    folder.mkdir()
    transport = fresh(transport)
    bind, channel, others = transport.Channel._queue_bind, transport.Channel, []

    def publish():
        with connection(folder, transport) as joined, joined.Producer() as producer:
            producer.publish({"id": 1}, exchange=QUEUE.exchange, routing_key="letters", declare=[QUEUE])

    def slowly(self, *args):
        others.append(threading.Thread(target=publish))
        others[0].start()
        others[0].join(0.3)
        return bind(self, *args)

    monkeypatch.setattr(channel, "_queue_bind", slowly)
    with connection(folder, transport) as joined:
        QUEUE(joined).declare()
    monkeypatch.undo()
    others[0].join()
    return len(list(folder.glob("*.letters.msg")))


def test_what_is_sent_while_a_queue_is_bound_arrives(monkeypatch, tmp_path):
    assert sent_while_binding(monkeypatch, tmp_path / "ours", spool.Transport) == 1


def test_kombus_own_transport_drops_what_is_sent_while_a_queue_is_bound(monkeypatch, tmp_path):
    assert sent_while_binding(monkeypatch, tmp_path / "theirs", filesystem.Transport) == 0


@pytest.mark.parametrize("number", range(3))
def test_a_message_half_written_by_a_dead_writer_is_not_read(tmp_path, number):
    (tmp_path / f"{number}_x.letters.msg.half").write_bytes(b'{"body": ')
    over = threading.Event()
    over.set()
    assert read_all(tmp_path, spool.Transport, over) == set()
