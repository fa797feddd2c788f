"""What institutions pay, as their invoices ask, and what goes wrong with it. Synthetic: no account is anybody's."""
from scenario_world import luhn

CAMT = ('<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>\n')


class Bank:
    """Pays by the invoices that were delivered, and by nothing else."""

    def __init__(self, dice):
        self.dice = dice
        self.invoices = {}       # number -> what the delivered document asks for
        self.unpaid = []         # numbers that nobody has paid
        self.paid = []           # (number, payment) that were paid as asked
        self.serial = 0
        self.files = 0
        self.last_file = None

    def receive(self, documents):
        """Delivered documents: each new invoice waits to be paid."""
        for document in documents:
            if document["kind"] == "invoice" and document["number"] not in self.invoices:
                self.invoices[document["number"]] = document
                self.unpaid.append(document["number"])

    def _payment(self, amount, account, ocrs, kind="credit"):
        self.serial += 1
        return {"serial": self.serial, "amount": amount, "account": account, "ocrs": ocrs, "kind": kind}

    def pay(self, today):
        """What comes in on a day: most as asked, some wrong in each way that is known."""
        due = [n for n in self.unpaid if self.dice.random() < (0.85 if self.invoices[n]["due"] <= today else 0.25)]
        payments = []
        for wrong in (self._elsewhere, self._twice):   # both surely, on each day on which that many are paid
            if len(due) > 2:
                self.unpaid.remove(due[-1])
                payments += wrong(self.invoices[due.pop()])
        while due:
            number = due.pop()
            self.unpaid.remove(number)
            payments += self._pay(self.invoices[number], due)
        payments += self._odd_ones()
        return payments

    def _pay(self, invoice, due):
        total, account, ocr = invoice["total"], invoice["account"], invoice["ocr"]
        if self.dice.random() < 0.1:
            return [self._together(invoice, due)]
        how = self.dice.random()
        if how < 0.78:
            self.paid.append(invoice)
            return [self._payment(total, account, [ocr])]
        if how < 0.83 and total > 100:   # in two parts
            part = self.dice.randrange(1, total)
            return [self._payment(part, account, [ocr]), self._payment(total - part, account, [ocr])]
        if how < 0.87:
            return [self._payment(total + self.dice.randrange(1, 5000), account, [ocr])]
        if how < 0.91:
            return [self._payment(max(total - self.dice.randrange(1, 5000), 1), account, [ocr])]
        if how < 0.94:
            return self._twice(invoice)
        if how < 0.96:
            return [self._payment(total, account, [ocr[:-1] + str((int(ocr[-1]) + 1) % 10)])]
        if how < 0.98:
            return [self._payment(total, account, [])]
        return self._elsewhere(invoice)

    def _twice(self, invoice):
        return [self._payment(invoice["total"], invoice["account"], [invoice["ocr"]]) for _ in range(2)]

    def _elsewhere(self, invoice):
        return [self._payment(invoice["total"], luhn("9900999"), [invoice["ocr"]])]

    def _together(self, invoice, due):
        """Two invoices of one seller in one transfer; sometimes with another sum than what is due."""
        other = next((self.invoices[n] for n in due if self.invoices[n]["account"] == invoice["account"]), None)
        if other is None:
            return self._payment(invoice["total"], invoice["account"], [invoice["ocr"]])
        due.remove(other["number"])
        self.unpaid.remove(other["number"])
        amount = invoice["total"] + other["total"] + self.dice.choice([0, -100])
        return self._payment(amount, invoice["account"], [invoice["ocr"], other["ocr"]])

    def _odd_ones(self):
        odd = []
        if self.dice.random() < 0.5:
            odd.append(self._payment(self.dice.randrange(1, 10 ** 6), luhn("9900001"), [luhn("99990001")]))
        if self.dice.random() < 0.3:
            odd.append(self._payment(12300, luhn("9900001"), [], "other"))
        if self.paid and self.dice.random() < 0.5:
            invoice = self.dice.choice(self.paid)
            odd.append(self._payment(invoice["total"], invoice["account"], [invoice["ocr"]], "reversal"))
        if self.paid and self.dice.random() < 0.5:   # paid again, months later
            invoice = self.dice.choice(self.paid)
            odd.append(self._payment(invoice["total"], invoice["account"], [invoice["ocr"]]))
        return odd

    # Files.

    def write(self, folder, today, payments):
        """As camt.054 or BgMax, in turn; now and then the last file once more. Gives (camt files, BgMax files)."""
        self.files += 1
        is_camt = self.files % 2 == 1 or not fits_bgmax(payments)
        text = camt(payments, today) if is_camt else bgmax(payments, today)
        written = ([], [])
        self._put(folder, f"bank-{today}" + (".xml" if is_camt else ".txt"), text, written)
        if self.last_file and self.dice.random() < 0.3:
            name, old = self.last_file
            self._put(folder, f"igen-{today}-{name}", old, written)
        self.last_file = (f"bank-{today}" + (".xml" if is_camt else ".txt"), text)
        return written

    @staticmethod
    def _put(folder, name, text, written):
        path = f"{folder}/{name}"
        with open(path, "w", encoding="utf-8" if name.endswith(".xml") else "latin-1", newline="") as file:
            file.write(text)
        written[0 if name.endswith(".xml") else 1].append(path)


def camt(payments, today):
    entries = []
    for p in payments:
        amount = f"{p['amount'] // 100}.{p['amount'] % 100:02}"
        indicator = "CRDT" if p["kind"] == "credit" else "DBIT"
        reversal = "<RvslInd>true</RvslInd>" if p["kind"] == "reversal" else ""
        refs = "".join(f"<Strd><CdtrRefInf><Ref>{ocr}</Ref></CdtrRefInf></Strd>" for ocr in p["ocrs"])
        entries.append(
            f'<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{reversal}<Sts><Cd>BOOK</Cd></Sts>'
            f"<BookgDt><Dt>{today}</Dt></BookgDt><NtryDtls><TxDtls><Refs><AcctSvcrRef>B{p['serial']:06}</AcctSvcrRef></Refs>"
            f'<Amt Ccy="SEK">{amount}</Amt><RltdPties><CdtrAcct><Id><Othr><Id>{p["account"]}</Id><SchmeNm>'
            f"<Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct></RltdPties><RmtInf>{refs}</RmtInf></TxDtls></NtryDtls></Ntry>\n")
    return CAMT + "".join(entries) + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"


def fits_bgmax(payments):
    """It knows of money that comes in, and of deductions from it."""
    sums = {}
    for p in payments:
        sums[p["account"]] = sums.get(p["account"], 0) + (p["amount"] if p["kind"] == "credit" else -p["amount"])
    return all(p["kind"] != "other" for p in payments) and all(total > 0 for total in sums.values())


def bgmax(payments, today):
    compact = today.strftime("%Y%m%d")
    lines = [f"01BGMAX               01{compact}173035010331P"]
    extra = 0
    accounts = sorted({p["account"] for p in payments})
    for account in accounts:
        mine = [p for p in payments if p["account"] == account]
        lines.append(f"05{account:0>10}          SEK")
        for p in mine:
            first, *more = [*p["ocrs"], ""][:max(len(p["ocrs"]), 1)]
            head = f"{'20' if p['kind'] == 'credit' else '21'}          "
            lines.append(head + f"{first:>25}{p['amount']:018}22{p['serial']:012}")
            lines += [f"22          {ocr:>25}{0:018}22{p['serial']:012}" for ocr in more]
            extra += len(more)
        total = sum(p["amount"] if p["kind"] == "credit" else -p["amount"] for p in mine)
        lines.append(f"15{0:035}{compact}00007{total:018}SEK{len(mine):08}")
    paid = sum(p["kind"] == "credit" for p in payments)
    lines.append(f"70{paid:08}{len(payments) - paid:08}{extra:08}{len(accounts):08}")
    return "".join(f"{line:<80}\r\n" for line in lines)
