PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO name VALUES(1,'klipp.placements');
INSERT INTO name VALUES(2,'placeringar-1.csv');
INSERT INTO name VALUES(3,'HT2026');
INSERT INTO name VALUES(4,'placement');
INSERT INTO name VALUES(5,'nightly');
INSERT INTO name VALUES(6,'');
INSERT INTO name VALUES(7,'invoice');
INSERT INTO name VALUES(8,'peppol.invoices');
INSERT INTO name VALUES(9,'placeringar-2.csv');
INSERT INTO name VALUES(10,'placeringar-3.csv');
INSERT INTO name VALUES(11,'VT2026');
INSERT INTO name VALUES(12,'placeringar-4.csv');
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('salt',X'88636659d79a42a58697a50349de07bba34b548c1d9fc625d9ee7e07d77dd97c');
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL,          -- the id of the item's first message
  channel INTEGER NOT NULL,       -- name
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,          -- name
  scope INTEGER NOT NULL,         -- name
  change INTEGER NOT NULL,
  state INTEGER NOT NULL,
  hash BLOB NOT NULL,
  run INTEGER NOT NULL,
  resource INTEGER NOT NULL,      -- name
  sheet INTEGER,                  -- name
  line INTEGER NOT NULL,
  reason TEXT,
  amount INTEGER
) STRICT;
INSERT INTO message VALUES(1,1,1,'P1',4,3,0,6,X'f8290e82c85d89ebee448f894933fa0d',1,2,NULL,2,NULL,NULL);
INSERT INTO message VALUES(2,2,1,'P2',4,3,0,0,X'145b7fe1225f9ac62fca9c34e598adeb',1,2,NULL,3,NULL,NULL);
INSERT INTO message VALUES(3,3,1,'P3',4,3,0,4,X'd15d395e258a119d5aaa2f63d1ab37ea',1,2,NULL,4,'Agreement "uni-kommun" has no price for programme "UTAN", type vfu, on 2026-09-07–2026-09-25. Add the price for those days; no other price is used instead.',NULL);
INSERT INTO message VALUES(4,4,1,'P4',4,3,0,7,X'2deac79b4d8b7e4235b05fca5942f6aa',1,2,NULL,5,'no longer in placeringar-2.csv',NULL);
INSERT INTO message VALUES(5,5,1,'P5',4,3,0,3,X'191c89b7daee646f8e653864085d8f2c',1,2,NULL,6,'it is withdrawn',NULL);
INSERT INTO message VALUES(6,6,1,'P6',4,3,0,0,X'd59927cdec0ac42e901e04183a675b03',1,2,NULL,7,NULL,NULL);
INSERT INTO message VALUES(7,7,5,'hogskolan-kommun/hogskolan/ost/HT2026/ordinary',7,6,0,2,X'f690a0a0aff424b20835be6fd5b19c3a',1,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(8,8,5,'uni-kommun/uni/ost/HT2026/ordinary',7,6,0,2,X'459032ce16c8846e8837d385a10438e2',1,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(9,9,5,'uni-kommun/uni/vast/HT2026/ordinary',7,6,0,2,X'44d59b93047b1fe3058b0fcfb04ce85b',1,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(10,1,1,'P1',4,3,1,0,X'd826736884834cf01ca21f814f60c2c3',2,9,NULL,2,NULL,NULL);
INSERT INTO message VALUES(11,11,1,'P7',4,3,0,0,X'21a57cca89e18dbca28781ef461471cf',2,9,NULL,7,NULL,NULL);
INSERT INTO message VALUES(12,12,1,'P8',4,3,0,5,X'12466b1ef214880d5dacba2c70ee8c5d',2,9,NULL,8,'placeringar-2.csv, line 8, column Startdatum: ''x'' is not a date; expected YYYY-MM-DD',NULL);
INSERT INTO message VALUES(13,13,5,'uni-kommun/uni/ost/HT2026/supplement-1',7,6,0,1,X'0adb7eae8b7c752f6dc0e518a6a1a8b8',2,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(14,14,5,'uni-kommun/uni/vast/HT2026/supplement-1',7,6,0,1,X'67a5e66f078e0cf0d797b8b4f3529cad',2,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(15,15,1,'P10',4,11,0,0,X'05b587c34c49d0c539af5ccd42417116',4,10,NULL,9,NULL,NULL);
INSERT INTO message VALUES(16,16,5,'uni-kommun/uni/ost/VT2026/ordinary',7,6,0,1,X'09b9cb916ac649bbf75a0c19532edb04',4,6,NULL,0,NULL,NULL);
INSERT INTO message VALUES(17,17,1,'P9',4,3,0,0,X'1c34fd00d22644bf6b41abb6a90676b4',5,12,NULL,10,NULL,NULL);
CREATE TABLE item (channel INTEGER NOT NULL, key TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (channel, key))
  STRICT, WITHOUT ROWID;
INSERT INTO item VALUES(1,'P1',10);
INSERT INTO item VALUES(1,'P10',15);
INSERT INTO item VALUES(1,'P2',2);
INSERT INTO item VALUES(1,'P3',3);
INSERT INTO item VALUES(1,'P4',4);
INSERT INTO item VALUES(1,'P5',5);
INSERT INTO item VALUES(1,'P6',6);
INSERT INTO item VALUES(1,'P7',11);
INSERT INTO item VALUES(1,'P8',12);
INSERT INTO item VALUES(1,'P9',17);
INSERT INTO item VALUES(5,'hogskolan-kommun/hogskolan/ost/HT2026/ordinary',7);
INSERT INTO item VALUES(5,'uni-kommun/uni/ost/HT2026/ordinary',8);
INSERT INTO item VALUES(5,'uni-kommun/uni/ost/HT2026/supplement-1',13);
INSERT INTO item VALUES(5,'uni-kommun/uni/ost/VT2026/ordinary',16);
INSERT INTO item VALUES(5,'uni-kommun/uni/vast/HT2026/ordinary',9);
INSERT INTO item VALUES(5,'uni-kommun/uni/vast/HT2026/supplement-1',14);
CREATE TABLE content (message INTEGER PRIMARY KEY REFERENCES message, body TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
INSERT INTO content VALUES(1,'{"id":"P1","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019805","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P1;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9805;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(2,'{"id":"P2","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019813","protected":"Nej"},"unit":{"name":"Västra hemsjukvården","hsa_id":"SE2129990012-E0002"},"status":"carried_out"}','P2;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9813;Nej;Västra hemsjukvården;SE2129990012-E0002;Genomförd');
INSERT INTO content VALUES(3,'{"id":"P3","institution":{"id":"Exempeluniversitetet"},"programme":"UTAN","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019821","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P3;Exempeluniversitetet;UTAN;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9821;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(4,'{"id":"P4","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","student":{"name":"Provia Testberg","personnummer":"195501019854","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P4;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-02-30;;Provia;Testberg;19550101-9854;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(5,'{"id":"P5","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019839","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"withdrawn"}','P5;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9839;Nej;Östra geriatriken;SE2129990012-E0001;Återbud');
INSERT INTO content VALUES(6,'{"id":"P6","institution":{"id":"Provhögskolan"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019847","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P6;Provhögskolan;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9847;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(7,'{"number":"1000001","ocr":"10000016","key":"hogskolan-kommun/hogskolan/ost/HT2026/ordinary","supplement":0,"agreement":"hogskolan-kommun","agreement_document":"Avtal 2","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"hogskolan","name":"Provhögskolan","organisation_number":"2029990021","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990021"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P6","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','');
INSERT INTO content VALUES(8,'{"number":"1000002","ocr":"10000024","key":"uni-kommun/uni/ost/HT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P1","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','');
INSERT INTO content VALUES(9,'{"number":"1010001","ocr":"10100014","key":"uni-kommun/uni/vast/HT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"vast","name":"Västra hemsjukvården","organisation_number":"2129990012","bankgiro":"99000028","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@vast.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P2","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','');
INSERT INTO content VALUES(10,'{"id":"P1","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-29","student":{"name":"Provia Testberg","personnummer":"195501019805","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P1;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-29;;Provia;Testberg;19550101-9805;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(11,'{"id":"P7","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019862","protected":"Nej"},"unit":{"name":"Västra hemsjukvården","hsa_id":"SE2129990012-E0002"},"status":"carried_out"}','P7;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9862;Nej;Västra hemsjukvården;SE2129990012-E0002;Genomförd');
INSERT INTO content VALUES(12,'{"id":"P8","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019870","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P8;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;x;2026-09-25;;Provia;Testberg;19550101-9870;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(13,'{"number":"1000003","ocr":"10000032","key":"uni-kommun/uni/ost/HT2026/supplement-1","supplement":1,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P1","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-28","last":"2026-09-29","days":2,"dates":["2026-09-28","2026-09-29"],"week_price_ore":153000,"amount_ore":61200}],"total_ore":61200}','');
INSERT INTO content VALUES(14,'{"number":"1010002","ocr":"10100022","key":"uni-kommun/uni/vast/HT2026/supplement-1","supplement":1,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"vast","name":"Västra hemsjukvården","organisation_number":"2129990012","bankgiro":"99000028","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@vast.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P7","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','');
INSERT INTO content VALUES(15,'{"id":"P10","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"VT2026","start":"2026-02-02","end":"2026-02-20","student":{"name":"Provia Testberg","personnummer":"195501019888","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P10;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;VT2026;2026-02-02;2026-02-20;;Provia;Testberg;19550101-9888;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
INSERT INTO content VALUES(16,'{"number":"1000004","ocr":"10000040","key":"uni-kommun/uni/ost/VT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"VT2026","period_first":"2026-01-01","period_last":"2026-08-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P10","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-02-02","last":"2026-02-20","days":15,"dates":["2026-02-02","2026-02-03","2026-02-04","2026-02-05","2026-02-06","2026-02-09","2026-02-10","2026-02-11","2026-02-12","2026-02-13","2026-02-16","2026-02-17","2026-02-18","2026-02-19","2026-02-20"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','');
INSERT INTO content VALUES(17,'{"id":"P9","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-10-05","end":"2026-10-09","student":{"name":"Provia Testberg","personnummer":"195501019854","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P9;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-10-05;2026-10-09;;Provia;Testberg;19550101-9854;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd');
CREATE TABLE parent (message INTEGER NOT NULL REFERENCES message, parent INTEGER NOT NULL REFERENCES message,
  PRIMARY KEY (message, parent)) STRICT, WITHOUT ROWID;
INSERT INTO parent VALUES(7,6);
INSERT INTO parent VALUES(8,1);
INSERT INTO parent VALUES(9,2);
INSERT INTO parent VALUES(13,10);
INSERT INTO parent VALUES(14,11);
INSERT INTO parent VALUES(16,15);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message,
  connection INTEGER NOT NULL,    -- name
  key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  total INTEGER, lines INTEGER, at INTEGER
) STRICT;
INSERT INTO delivery VALUES(1,7,8,'peppol.invoices/hogskolan-kommun/hogskolan/ost/HT2026/ordinary/7',2,1,'ost-1000001.xml',459000,1,1801440000);
INSERT INTO delivery VALUES(2,8,8,'peppol.invoices/uni-kommun/uni/ost/HT2026/ordinary/8',2,1,'ost-1000002.xml',459000,1,1801440000);
INSERT INTO delivery VALUES(3,9,8,'peppol.invoices/uni-kommun/uni/vast/HT2026/ordinary/9',2,1,'vast-1010001.xml',459000,1,1801440000);
INSERT INTO delivery VALUES(4,13,8,'peppol.invoices/uni-kommun/uni/ost/HT2026/supplement-1/13',1,1,'',61200,1,1801440000);
INSERT INTO delivery VALUES(5,14,8,'peppol.invoices/uni-kommun/uni/vast/HT2026/supplement-1/14',1,1,'',459000,1,1801440000);
INSERT INTO delivery VALUES(6,16,8,'peppol.invoices/uni-kommun/uni/ost/VT2026/ordinary/16',0,0,'',NULL,NULL,NULL);
CREATE TABLE cursor (channel INTEGER NOT NULL, resource INTEGER NOT NULL, version TEXT NOT NULL, rows INTEGER NOT NULL,
  run INTEGER NOT NULL, PRIMARY KEY (channel, resource)) STRICT, WITHOUT ROWID;
INSERT INTO cursor VALUES(1,2,'',6,1);
INSERT INTO cursor VALUES(1,9,'',7,2);
INSERT INTO cursor VALUES(1,10,'',8,4);
INSERT INTO cursor VALUES(1,12,'',9,5);
CREATE TABLE run (
  id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, trigger TEXT NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL,
  ended INTEGER, configuration TEXT NOT NULL, version TEXT NOT NULL, report TEXT NOT NULL
) STRICT;
INSERT INTO run VALUES(1,'nightly','command','done',1801440000,1801440000,'38393683ad3cfca4691160c8fc97cc4d','0.1.0','{"pipeline":"nightly","run":1,"started":"2027-02-01T00:00:00Z","read":6,"new":6,"changed":0,"withdrawn":0,"unchanged":0,"filtered":1,"held":{"count":1,"amount_ore":0},"rejected":1,"issued":{"count":3,"amount_ore":1377000},"delivered":[{"count":3,"amount_ore":1377000,"outlet":"peppol.invoices"}],"undelivered":0,"resources":[{"inlet":"klipp.placements","name":"placeringar-1.csv","rows":6}],"parked":[{"key":"P3","state":"held","place":"placeringar-1.csv, line 4","reason":"Agreement \"uni-kommun\" has no price for programme \"UTAN\", type vfu, on 2026-09-07–2026-09-25. Add the price for those days; no other price is used instead."},{"key":"P4","state":"rejected","place":"placeringar-1.csv, line 5","reason":"placeringar-1.csv, line 5, column Slutdatum: ''2026-02-30'' is not a date; expected YYYY-MM-DD"}],"notes":[],"troubles":[]}');
INSERT INTO run VALUES(2,'nightly','command','failed',1801440000,1801440000,'38393683ad3cfca4691160c8fc97cc4d','0.1.0','{"pipeline":"nightly","run":2,"started":"2027-02-01T00:00:00Z","read":7,"new":2,"changed":1,"withdrawn":0,"unchanged":4,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":1,"issued":{"count":2,"amount_ore":520200},"delivered":[],"undelivered":2,"resources":[{"inlet":"klipp.placements","name":"placeringar-2.csv","rows":7}],"parked":[{"key":"P8","state":"rejected","place":"placeringar-2.csv, line 8","reason":"placeringar-2.csv, line 8, column Startdatum: ''x'' is not a date; expected YYYY-MM-DD"}],"notes":[],"troubles":["peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}');
INSERT INTO run VALUES(3,'nightly','command','interrupted',1801440000,NULL,'38393683ad3cfca4691160c8fc97cc4d','0.1.0','null');
INSERT INTO run VALUES(4,'nightly','command','failed',1801440000,1801440000,'38393683ad3cfca4691160c8fc97cc4d','0.1.0','{"pipeline":"nightly","run":4,"started":"2027-02-01T00:00:00Z","read":8,"new":1,"changed":0,"withdrawn":0,"unchanged":7,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":0,"issued":{"count":1,"amount_ore":459000},"delivered":[],"undelivered":3,"resources":[{"inlet":"klipp.placements","name":"placeringar-3.csv","rows":8}],"parked":[],"notes":[],"troubles":["peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}');
INSERT INTO run VALUES(5,'nightly','command','failed',1801440000,1801440000,'38393683ad3cfca4691160c8fc97cc4d','0.1.0','{"pipeline":"nightly","run":5,"started":"2027-02-01T00:00:00Z","read":9,"new":1,"changed":0,"withdrawn":0,"unchanged":8,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":0,"issued":{"count":0,"amount_ore":0},"delivered":[],"undelivered":3,"resources":[{"inlet":"klipp.placements","name":"placeringar-4.csv","rows":9},{"inlet":"klipp.placements","name":"placeringar-5.csv","rows":0,"trouble":"none of the columns that the mapping needs is there; is the first line a header? Expected for example \"Placeringsnr\""}],"parked":[],"notes":["because the input is not complete, nothing new was invoiced in this run"],"troubles":["placeringar-5.csv: none of the columns that the mapping needs is there; is the first line a header? Expected for example \"Placeringsnr\"","peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}');
CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  what TEXT NOT NULL, detail TEXT NOT NULL, chain BLOB NOT NULL) STRICT;
INSERT INTO audit VALUES(1,1801440000,'root','look','message 1','the unit asked',X'02311c67381049aada2e43868015a36b');
CREATE TABLE subject (digest BLOB PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO subject VALUES(X'1696e0b46643a923ba5f7d1f4c8f4f9f',5);
INSERT INTO subject VALUES(X'9f8bb1d4e0cba2c5a938d112e459bceb',6);
INSERT INTO subject VALUES(X'bb3d51ee1f03fcbed8c5547db7b44a84',3);
INSERT INTO subject VALUES(X'c42c1559719904bb94ab2bd7ef87f365',1);
INSERT INTO subject VALUES(X'daca69101bc862b44dc0f484a8d37a3e',2);
INSERT INTO subject VALUES(X'f520dc25e51ca3eeeea5e06d8c65a743',4);
CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('subject',6);
CREATE TABLE billing_group (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, institution TEXT NOT NULL,
  agreement TEXT NOT NULL, term TEXT NOT NULL, UNIQUE (unit, institution, agreement, term)) STRICT;
INSERT INTO billing_group VALUES(1,'ost','uni','uni-kommun','HT2026');
INSERT INTO billing_group VALUES(2,'vast','uni','uni-kommun','HT2026');
INSERT INTO billing_group VALUES(3,'ost','hogskolan','hogskolan-kommun','HT2026');
INSERT INTO billing_group VALUES(4,'ost','uni','uni-kommun','VT2026');
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, series TEXT NOT NULL,
  sequence INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group, supplement INTEGER NOT NULL,
  issued INTEGER NOT NULL, total INTEGER NOT NULL, hash BLOB NOT NULL,
  message INTEGER UNIQUE REFERENCES message,   -- set when the invoice's message is appended
  UNIQUE (series, sequence), UNIQUE (billing_group, supplement)
) STRICT;
INSERT INTO invoice VALUES(1,'1000001','hogskolan-kommun/hogskolan/ost/HT2026/ordinary','100',1,3,0,20850,459000,X'f690a0a0aff424b20835be6fd5b19c3a',7);
INSERT INTO invoice VALUES(2,'1000002','uni-kommun/uni/ost/HT2026/ordinary','100',2,1,0,20850,459000,X'459032ce16c8846e8837d385a10438e2',8);
INSERT INTO invoice VALUES(3,'1010001','uni-kommun/uni/vast/HT2026/ordinary','101',1,2,0,20850,459000,X'44d59b93047b1fe3058b0fcfb04ce85b',9);
INSERT INTO invoice VALUES(4,'1000003','uni-kommun/uni/ost/HT2026/supplement-1','100',3,1,1,20850,61200,X'0adb7eae8b7c752f6dc0e518a6a1a8b8',13);
INSERT INTO invoice VALUES(5,'1010002','uni-kommun/uni/vast/HT2026/supplement-1','101',2,2,1,20850,459000,X'67a5e66f078e0cf0d797b8b4f3529cad',14);
INSERT INTO invoice VALUES(6,'1000004','uni-kommun/uni/ost/VT2026/ordinary','100',4,4,0,20850,459000,X'09b9cb916ac649bbf75a0c19532edb04',16);
CREATE TABLE line (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL,
  message INTEGER NOT NULL,       -- appended after it is decided; no reference: SQLite would look for lines at every message
  placement TEXT NOT NULL,        -- the item's key
  subject INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group,
  first_day INTEGER NOT NULL, days INTEGER NOT NULL, week_price INTEGER NOT NULL, amount INTEGER NOT NULL,
  invoice INTEGER REFERENCES invoice           -- null while it waits
) STRICT;
INSERT INTO line VALUES(1,1,1,'P1',1,1,20703,15,153000,459000,2);
INSERT INTO line VALUES(2,2,2,'P2',2,2,20703,15,153000,459000,3);
INSERT INTO line VALUES(3,6,6,'P6',3,3,20703,15,153000,459000,1);
INSERT INTO line VALUES(4,1,10,'P1',1,1,20724,2,153000,61200,4);
INSERT INTO line VALUES(5,11,11,'P7',4,2,20703,15,153000,459000,5);
INSERT INTO line VALUES(6,15,15,'P10',5,4,20486,15,153000,459000,6);
INSERT INTO line VALUES(7,17,17,'P9',6,1,20731,5,153000,153000,NULL);
CREATE TABLE series (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO series VALUES('100',5);
INSERT INTO series VALUES('101',3);
CREATE TABLE ledger (subject INTEGER NOT NULL, month INTEGER NOT NULL, line INTEGER NOT NULL
  REFERENCES line, days INTEGER NOT NULL, PRIMARY KEY (subject, month, line)) STRICT, WITHOUT ROWID;
INSERT INTO ledger VALUES(1,202609,1,32761792);
INSERT INTO ledger VALUES(1,202609,4,402653184);
INSERT INTO ledger VALUES(2,202609,2,32761792);
INSERT INTO ledger VALUES(3,202609,3,32761792);
INSERT INTO ledger VALUES(4,202609,5,32761792);
INSERT INTO ledger VALUES(5,202602,6,1023806);
INSERT INTO ledger VALUES(6,202610,7,496);
CREATE INDEX message_parked ON message (state, channel) WHERE state IN (4, 5);
CREATE INDEX delivery_message ON delivery (message);
CREATE INDEX delivery_open ON delivery (connection, id) WHERE state IN (0, 1);
CREATE INDEX run_pipeline ON run (pipeline, id);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_once BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE INDEX line_item ON line (item);
CREATE INDEX line_invoice ON line (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX line_waiting ON line (billing_group) WHERE invoice IS NULL;
CREATE INDEX ledger_line ON ledger (line);
CREATE TRIGGER ledger_once BEFORE INSERT ON ledger
  WHEN EXISTS (SELECT 1 FROM ledger WHERE subject = NEW.subject AND month = NEW.month AND days & NEW.days != 0)
  BEGIN SELECT raise(ABORT, 'a student-day is billed once'); END;
CREATE TRIGGER ledger_once_changed BEFORE UPDATE ON ledger
  WHEN EXISTS (SELECT 1 FROM ledger WHERE subject = NEW.subject AND month = NEW.month AND line != OLD.line
               AND days & NEW.days != 0)
  BEGIN SELECT raise(ABORT, 'a student-day is billed once'); END;
CREATE VIEW ledger_day AS
  WITH RECURSIVE bit (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM bit WHERE n < 30)
  SELECT printf('%04d-%02d-%02d', month / 100, month % 100, n + 1) AS day, subject, line
  FROM ledger JOIN bit ON days >> n & 1;
COMMIT;
PRAGMA user_version=1;
