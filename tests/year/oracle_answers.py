"""What buyers said of invoices, and which of it waits for a person: plugins/answers, docs/guide.md (5), decision 0020."""
import xml.etree.ElementTree as xml

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
STATUSES = {"AB": "acknowledged", "IP": "in_process", "UQ": "under_query", "CA": "conditional", "RE": "rejected",
            "AP": "accepted", "PD": "paid"}
WAY = ["acknowledged", "in_process", "under_query", "conditional", "decided", "paid"]
ASKS = {"rejected", "under_query", "conditional"}


def stage(status):
    return WAY.index("decided" if status in ("accepted", "rejected") else status)


class Answers:
    def __init__(self, billing, payments):
        self.billing, self.payments = billing, payments
        self.answers = {}   # number -> status, day, state, and the file's text it was read from

    def night(self, paths):
        for path in paths:
            self._take_in(path)
        for number, answer in self.answers.items():
            if answer["state"] == "held":
                self._decide(number)

    def _take_in(self, path):
        root = xml.parse(path).getroot()
        number = root.find(f".//{{*}}DocumentReference/{CBC}ID").text
        told = {"status": STATUSES[root.find(f".//{CBC}ResponseCode").text], "day": root.find(CBC + "IssueDate").text}
        with open(path, encoding="utf-8") as file:
            text = file.read()
        known = self.answers.get(number)
        if known and known["text"] == text:
            return
        # What a person discarded is no answer that an older one would have to give way to.
        if known and known["state"] != "resolved" and \
                (told["day"], stage(told["status"])) < (known["day"], stage(known["status"])):
            told = {"status": known["status"], "day": known["day"]}
        self.answers[number] = {**told, "text": text}
        self._decide(number)

    def _decide(self, number):
        answer = self.answers[number]
        document = next((d for d in self.billing.documents if d.number == number), None)
        if document is None:
            waits = True
        elif answer["status"] not in ASKS:
            waits = False
        else:
            waits = document.kind == "credit" or self.payments.due(number) > 0
        answer["state"] = "held" if waits else "filtered"

    # What people do.

    def enter(self, number, status, today):
        known = self.answers.get(number, {"text": None})
        self.answers[number] = {"status": status, "day": str(today), "text": known["text"]}
        self._decide(number)

    def discard(self, number):
        self.answers[number]["state"] = "resolved"

    def taken_back(self, number):
        """Its invoice was: what waits for that waits no more."""
        if number in self.answers and self.answers[number]["state"] == "held":
            self.answers[number]["state"] = "filtered"
