"""What institutions answer to the e-invoices that reached them (Peppol BIS Invoice Response 3). Synthetic."""
from scenario_students import DAY

CBC, CAC = [f"urn:oasis:names:specification:ubl:schema:xsd:Common{kind}Components-2" for kind in ("Basic", "Aggregate")]
RESPONSE = ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" '
            f'xmlns:cac="{CAC}" xmlns:cbc="{CBC}">\n'
            '<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID>\n'
            '<cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:invoice_response:3</cbc:ProfileID>\n'
            '<cbc:ID>{id}</cbc:ID><cbc:IssueDate>{day}</cbc:IssueDate>\n'
            '<cac:SenderParty><cbc:EndpointID schemeID="{scheme}">{sender}</cbc:EndpointID></cac:SenderParty>\n'
            '<cac:DocumentResponse><cac:Response><cbc:ResponseCode listID="UNCL4343OpSubset">{code}</cbc:ResponseCode>'
            '</cac:Response>\n'
            '<cac:DocumentReference><cbc:ID>{number}</cbc:ID></cac:DocumentReference></cac:DocumentResponse>\n'
            '</ApplicationResponse>\n')
SOMEBODY = ("0007", "2029990047")   # who answers to an invoice that nobody sent
CODES = {"AB": 3, "IP": 3, "UQ": 2, "CA": 2, "RE": 4, "AP": 10, "PD": 1}


class Buyers:
    def __init__(self, dice):
        self.dice, self.serial = dice, 0

    def answer(self, folder, today, documents, count):
        """A number of answers in a night; one of them to nobody's invoice, two to the newest documents, of which nothing
        is paid yet, and one that comes twice."""
        numbers = [document["number"] for document in documents]
        chosen = [(self.dice.choice(numbers), None) for _ in range(count if numbers else 0)]
        chosen += [(f"9999{self.dice.randrange(4):04}", self.dice.choice(["AP", None]))]
        chosen += list(zip(numbers[-2:], ["UQ", "CA"]))
        buyers = {document["number"]: document["address"] for document in documents}
        paths = [self._write(folder, today, number, code, buyers.get(number, SOMEBODY)) for number, code in chosen]
        if paths and self.dice.random() < 0.5:
            with open(paths[-1], encoding="utf-8") as file:
                text = file.read()
            paths.append(paths[-1].replace(".xml", "-igen.xml"))
            self._put(paths[-1], text)
        return paths

    def _write(self, folder, today, number, code, buyer):
        self.serial += 1
        code = code or self.dice.choices(list(CODES), list(CODES.values()))[0]
        day = today - self.dice.choice([0, 0, 1, 20]) * DAY   # some are late
        path = f"{folder}/svar-{self.serial:05}.xml"
        self._put(path, RESPONSE.format(id=f"SVAR-{self.serial}", day=day, code=code, number=number,
                                        scheme=buyer[0], sender=buyer[1]))
        return path

    @staticmethod
    def _put(path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
