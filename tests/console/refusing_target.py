"""A web service that takes invoices, or does not: in the place of the sample's folder for e-invoices. All of it is synthetic."""
import contextlib
import http.server
import re
import threading


class Target(http.server.ThreadingHTTPServer):
    """`answers` says by invoice number what is answered; 201 to any other. Nothing is answered while it is held."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taking)
        self.answers = {}
        self.taken = []
        self.open = threading.Event()
        self.open.set()

    def url(self):
        return f"http://127.0.0.1:{self.server_port}/invoices"


class Taking(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        number = re.search(r"<cbc:ID>(\d+)</cbc:ID>", body).group(1)
        self.server.open.wait(60)
        self.server.taken.append(number)
        self.send_response(self.server.answers.get(number, 201))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def refusing_target():
    target = Target()
    thread = threading.Thread(target=target.serve_forever)
    thread.start()
    try:
        yield target
    finally:
        target.open.set()
        target.shutdown()
        thread.join()
        target.server_close()
