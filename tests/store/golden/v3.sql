PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO name VALUES(1,'klipp.placements');
INSERT INTO name VALUES(2,'placeringar-1.csv');
INSERT INTO name VALUES(3,'HT2026');
INSERT INTO name VALUES(4,'placement');
INSERT INTO name VALUES(5,'placeringar-2024.csv');
INSERT INTO name VALUES(6,'HT2024');
INSERT INTO name VALUES(7,'nightly');
INSERT INTO name VALUES(8,'');
INSERT INTO name VALUES(9,'invoice');
INSERT INTO name VALUES(10,'peppol.invoices');
INSERT INTO name VALUES(11,'kopia.invoices');
INSERT INTO name VALUES(12,'placeringar-2.csv');
INSERT INTO name VALUES(13,'placeringar-vt.csv');
INSERT INTO name VALUES(14,'VT2026');
INSERT INTO name VALUES(15,'placeringar-vt25.csv');
INSERT INTO name VALUES(16,'VT2025');
INSERT INTO name VALUES(17,'placeringar-ht25.csv');
INSERT INTO name VALUES(18,'HT2025');
INSERT INTO name VALUES(19,'placeringar-5.csv');
INSERT INTO name VALUES(20,'a.xml');
INSERT INTO name VALUES(21,'bank.camt');
INSERT INTO name VALUES(22,'payment');
INSERT INTO name VALUES(23,'what is held');
INSERT INTO name VALUES(24,'agreements');
INSERT INTO name VALUES(25,'payments');
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('salt',X'4923fd9b754ed9ca91e00bb2121709008b5101628cbfaca0a9fd4f85fe40449c');
INSERT INTO setting VALUES('salt_digest',X'a8dc507a8171fa515ccf5a755637bf1b');
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
INSERT INTO message VALUES(4,4,1,'P4',4,3,0,7,X'a9a85572ca3fb92c3e9eb35277b09575',1,2,NULL,5,'no longer in placeringar-2.csv',NULL);
INSERT INTO message VALUES(5,5,1,'P5',4,3,0,3,X'950f0dd71de95acb099af7f54e3a599e',1,2,NULL,6,'it is withdrawn',NULL);
INSERT INTO message VALUES(6,6,1,'P6',4,3,0,4,X'218b2be7a6e627e21505b23e3bb26a18',1,2,NULL,7,'invoice 1000001 was credited by root: the institution was another. The next run bills the placement anew; discard it where it is not to be billed',NULL);
INSERT INTO message VALUES(7,7,1,'P11',4,3,0,7,X'443cd119b9e4ae677168f37667cfc9d2',1,2,NULL,8,'discarded by root: the unit is none of ours',NULL);
INSERT INTO message VALUES(8,8,1,'P12',4,3,0,6,X'af4cfa9466098ee3d88531af08a71bd4',1,2,NULL,9,NULL,NULL);
INSERT INTO message VALUES(9,9,1,'P20',4,6,0,0,X'c65ee06251d720082df705c93c5364b9',1,5,NULL,2,NULL,NULL);
INSERT INTO message VALUES(10,10,7,'hogskolan-kommun/hogskolan/ost/HT2026/ordinary',9,8,0,2,X'f690a0a0aff424b20835be6fd5b19c3a',1,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(11,11,7,'uni-kommun/uni/ost/HT2024/ordinary',9,8,0,2,X'85070bcbb5bda7c63fcabfe89f90f02e',1,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(12,12,7,'uni-kommun/uni/ost/HT2026/ordinary',9,8,0,2,X'6e9ee7d09ee4971c8b75be5d9b0e7fcf',1,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(13,13,7,'uni-kommun/uni/vast/HT2026/ordinary',9,8,0,2,X'44d59b93047b1fe3058b0fcfb04ce85b',1,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(14,8,1,'P12',4,3,1,0,X'af4cfa9466098ee3d88531af08a71bd4',1,2,NULL,9,NULL,NULL);
INSERT INTO message VALUES(15,1,1,'P1',4,3,1,0,X'd826736884834cf01ca21f814f60c2c3',2,12,NULL,2,NULL,NULL);
INSERT INTO message VALUES(16,16,1,'P7',4,3,0,0,X'75fa5aa6dc151029a810159ff975d1ff',2,12,NULL,9,NULL,NULL);
INSERT INTO message VALUES(17,17,1,'P8',4,3,0,5,X'd6b013a4add647b644da91ddd32ab897',2,12,NULL,10,'placeringar-2.csv, line 10: start: missing - expected a day that exists, as YYYY-MM-DD',NULL);
INSERT INTO message VALUES(18,18,7,'uni-kommun/uni/ost/HT2026/supplement-1',9,8,0,1,X'dbb79552cff86cf1368c1299d0a3dffd',2,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(19,19,7,'uni-kommun/uni/vast/HT2026/supplement-1',9,8,0,1,X'67a5e66f078e0cf0d797b8b4f3529cad',2,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(20,20,1,'P13',4,14,0,0,X'ba716454ff91d05eb21eca58a5835b9a',3,13,NULL,2,NULL,NULL);
INSERT INTO message VALUES(21,21,1,'P16',4,14,0,0,X'a25057376c450fabf62b325a99e59912',3,13,NULL,3,NULL,NULL);
INSERT INTO message VALUES(22,22,7,'uni-kommun/uni/ost/VT2026/ordinary',9,8,0,1,X'a4593a231e0e3366d29748b93ae3b7b8',3,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(23,23,7,'uni-kommun/uni/vast/VT2026/ordinary',9,8,0,5,X'0de37b0975ed5a3ebf5fa1d5e56fb3d4',3,8,NULL,0,'peppol.invoices: a file vast-1010003.xml that this delivery did not make stands in the folder already; it is not overwritten. Move it away, or tell the names apart in name:',NULL);
INSERT INTO message VALUES(24,24,1,'P14',4,16,0,0,X'0d9aa0b5f7e5bea07a454d1babd3a8b6',4,15,NULL,2,NULL,NULL);
INSERT INTO message VALUES(25,25,7,'uni-kommun/uni/ost/VT2025/ordinary',9,8,0,1,X'e15a7e95f155018f368ea844f3996444',4,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(26,26,1,'P15',4,18,0,0,X'c2336794eeecb459060fb825f799344c',5,17,NULL,2,NULL,NULL);
INSERT INTO message VALUES(27,27,7,'uni-kommun/uni/ost/HT2025/ordinary',9,8,0,1,X'd1c024736a56e8efa2f7a3b8dc794c4e',5,8,NULL,0,NULL,NULL);
INSERT INTO message VALUES(28,28,1,'P9',4,3,0,0,X'c4ff7fc76482b80b656d25596c9ab991',6,19,NULL,11,NULL,NULL);
INSERT INTO message VALUES(29,29,1,'P10',4,3,0,4,X'2b83a7f8dacf21759531e057f91ebb47',6,19,NULL,12,'The student has a protected identity. A person with the right to see it bills this placement by hand.',NULL);
INSERT INTO message VALUES(30,30,21,'99000010/B1',22,8,0,3,X'a7656c9cb58798db2c14c3075ca3a070',7,20,NULL,2,'booked by root: 4 590,00 kr on invoice 1010001, which is now paid 2027-02-10; the old account, closed since',NULL);
INSERT INTO message VALUES(31,31,21,'99000010/B2',22,8,0,3,X'21ce03b0eadb4e1236be921812746c38',7,20,NULL,3,'booked by root: 1 000,00 kr on invoice 1000002, which is now part paid, 3 590,00 kr left; in part, as agreed',NULL);
INSERT INTO message VALUES(32,32,21,'99000010/B3',22,8,0,4,X'aba9a0bf2f10d01357f3de74da7a6552',7,20,NULL,4,'no OCR number: 77,00 kr to 99000010 with 123, which is no number with a right check digit; ask the payer, then sluss payments book 32 --invoice NUMBER, or pay it back and discard this message',7700);
CREATE TABLE item (channel INTEGER NOT NULL, key TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (channel, key))
  STRICT, WITHOUT ROWID;
INSERT INTO item VALUES(1,'P1',15);
INSERT INTO item VALUES(1,'P10',29);
INSERT INTO item VALUES(1,'P11',7);
INSERT INTO item VALUES(1,'P12',14);
INSERT INTO item VALUES(1,'P13',20);
INSERT INTO item VALUES(1,'P14',24);
INSERT INTO item VALUES(1,'P15',26);
INSERT INTO item VALUES(1,'P16',21);
INSERT INTO item VALUES(1,'P2',2);
INSERT INTO item VALUES(1,'P20',9);
INSERT INTO item VALUES(1,'P3',3);
INSERT INTO item VALUES(1,'P4',4);
INSERT INTO item VALUES(1,'P5',5);
INSERT INTO item VALUES(1,'P6',6);
INSERT INTO item VALUES(1,'P7',16);
INSERT INTO item VALUES(1,'P8',17);
INSERT INTO item VALUES(1,'P9',28);
INSERT INTO item VALUES(7,'hogskolan-kommun/hogskolan/ost/HT2026/ordinary',10);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/HT2024/ordinary',11);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/HT2025/ordinary',27);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/HT2026/ordinary',12);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/HT2026/supplement-1',18);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/VT2025/ordinary',25);
INSERT INTO item VALUES(7,'uni-kommun/uni/ost/VT2026/ordinary',22);
INSERT INTO item VALUES(7,'uni-kommun/uni/vast/HT2026/ordinary',13);
INSERT INTO item VALUES(7,'uni-kommun/uni/vast/HT2026/supplement-1',19);
INSERT INTO item VALUES(7,'uni-kommun/uni/vast/VT2026/ordinary',23);
INSERT INTO item VALUES(21,'99000010/B1',30);
INSERT INTO item VALUES(21,'99000010/B2',31);
INSERT INTO item VALUES(21,'99000010/B3',32);
CREATE TABLE content (message INTEGER PRIMARY KEY REFERENCES message, body TEXT NOT NULL, raw TEXT NOT NULL, digest BLOB, purged INTEGER, seal INTEGER REFERENCES seal, sealed_body BLOB, sealed_raw BLOB) STRICT;
INSERT INTO content VALUES(1,'{"id":"P1","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019805","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P1;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9805;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'9d8a8564f14dc57e402bf0c349f63d7c',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(2,'{"id":"P2","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019813","protected":"Nej"},"unit":{"name":"Västra hemsjukvården","hsa_id":"SE2129990012-E0002"},"status":"carried_out"}','P2;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9813;Nej;Västra hemsjukvården;SE2129990012-E0002;Genomförd',X'3c2f1f26e1237674791441763d84caff',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(3,'{"id":"P3","institution":{"id":"Exempeluniversitetet"},"programme":"UTAN","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019821","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P3;Exempeluniversitetet;UTAN;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9821;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'bdbfe89651df5774745ee4f6a8a375f7',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(4,'{"id":"P4","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","student":{"name":"Provia Testberg","personnummer":"195501019839","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P4;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-02-30;;Provia;Testberg;19550101-9839;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'36da200c82f84d7b297af51ba6ab6fb5',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(5,'{"id":"P5","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019847","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"withdrawn"}','P5;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9847;Nej;Östra geriatriken;SE2129990012-E0001;Återbud',X'bbc7553c41a35562591158739284ee00',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(6,'{"id":"P6","institution":{"id":"Provhögskolan"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019854","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P6;Provhögskolan;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9854;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'f0bc718277bd1697310f339a0297d251',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(7,'{"id":"P11","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019862","protected":"Nej"},"unit":{"name":"Okänd"},"status":"carried_out"}','P11;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9862;Nej;Okänd;;Genomförd',X'451d3befd3650f6046cda1ebeb566615',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(8,'{"id":"P12","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","student":{"name":"Provia Testberg","personnummer":"195501019870","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P12;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-31;;Provia;Testberg;19550101-9870;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'9c86f1365a220df894f7abafdca58c41',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(9,'{"id":"P20","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2024","start":"2024-09-02","end":"2024-09-20","student":{"id":"(gallrad)","name":"(gallrad)","protected":false},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','',X'2e41672f79c9d5005a3e217e41f5a945',1801440000,NULL,NULL,NULL);
INSERT INTO content VALUES(10,'{"number":"1000001","ocr":"10000016","key":"hogskolan-kommun/hogskolan/ost/HT2026/ordinary","supplement":0,"agreement":"hogskolan-kommun","agreement_document":"Avtal 2","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"hogskolan","name":"Provhögskolan","organisation_number":"2029990021","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990021"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P6","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'96241831ce3b69b42cc9010569350e44',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(11,'{"number":"1000002","ocr":"10000024","key":"uni-kommun/uni/ost/HT2024/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2024","period_first":"2024-07-01","period_last":"2025-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P20","subject":"1","student_name":"(gallrad)","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2024-09-02","last":"2024-09-20","days":15,"dates":["2024-09-02","2024-09-03","2024-09-04","2024-09-05","2024-09-06","2024-09-09","2024-09-10","2024-09-11","2024-09-12","2024-09-13","2024-09-16","2024-09-17","2024-09-18","2024-09-19","2024-09-20"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'8e95ed30da2a7b71c7ba084782dc8376',1801440000,NULL,NULL,NULL);
INSERT INTO content VALUES(12,'{"number":"1000003","ocr":"10000032","key":"uni-kommun/uni/ost/HT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P1","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'0ef72a16019814ce840d83b4e2f0dd4f',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(13,'{"number":"1010001","ocr":"10100014","key":"uni-kommun/uni/vast/HT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"vast","name":"Västra hemsjukvården","organisation_number":"2129990012","bankgiro":"99000028","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@vast.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P2","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'ba61fb5f14324158a51d9568e0961d57',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(14,'{"id":"P12","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","student":{"name":"Provia Testberg","personnummer":"195501019870","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out","end":"2026-09-18","days":null,"dates":null}','P12;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-31;;Provia;Testberg;19550101-9870;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'fe7b1328883d4035323cd3a48b4fabe5',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(15,'{"id":"P1","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-29","student":{"name":"Provia Testberg","personnummer":"195501019805","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P1;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-29;;Provia;Testberg;19550101-9805;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'044086d12b2a6ff20db01e4c22d24497',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(16,'{"id":"P7","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019896","protected":"Nej"},"unit":{"name":"Västra hemsjukvården","hsa_id":"SE2129990012-E0002"},"status":"carried_out"}','P7;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9896;Nej;Västra hemsjukvården;SE2129990012-E0002;Genomförd',X'bad11fbee38db5f96c993e2672be29d2',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(17,'{"id":"P8","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019839","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P8;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;;2026-09-25;;Provia;Testberg;19550101-9839;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'203f038caa98f73b881bd352e750f193',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(18,'{"number":"1000004","ocr":"10000040","key":"uni-kommun/uni/ost/HT2026/supplement-1","supplement":1,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P1","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-28","last":"2026-09-29","days":2,"dates":["2026-09-28","2026-09-29"],"week_price_ore":153000,"amount_ore":61200},{"id":"2","placement":"P12","subject":"2","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-18","days":10,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18"],"week_price_ore":153000,"amount_ore":306000}],"total_ore":367200}','',X'ed9747afbd11b98ad11d91086b7c04c2',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(19,'{"number":"1010002","ocr":"10100022","key":"uni-kommun/uni/vast/HT2026/supplement-1","supplement":1,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2026","period_first":"2026-07-01","period_last":"2027-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"vast","name":"Västra hemsjukvården","organisation_number":"2129990012","bankgiro":"99000028","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@vast.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P7","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-09-07","last":"2026-09-25","days":15,"dates":["2026-09-07","2026-09-08","2026-09-09","2026-09-10","2026-09-11","2026-09-14","2026-09-15","2026-09-16","2026-09-17","2026-09-18","2026-09-21","2026-09-22","2026-09-23","2026-09-24","2026-09-25"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'47a8899417cc9f76550449c39be8019c',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(20,'{"id":"P13","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"VT2026","start":"2026-02-02","end":"2026-02-20","student":{"name":"Provia Testberg","personnummer":"195501019805","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P13;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;VT2026;2026-02-02;2026-02-20;;Provia;Testberg;19550101-9805;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'1de230785c084714fafea2cfccf14c1c',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(21,'{"id":"P16","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"VT2026","start":"2026-02-02","end":"2026-02-20","student":{"name":"Provia Testberg","personnummer":"195501019813","protected":"Nej"},"unit":{"name":"Västra hemsjukvården","hsa_id":"SE2129990012-E0002"},"status":"carried_out"}','P16;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;VT2026;2026-02-02;2026-02-20;;Provia;Testberg;19550101-9813;Nej;Västra hemsjukvården;SE2129990012-E0002;Genomförd',X'd6c90f252463aebd1fa3005bd6ea3f0b',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(22,'{"number":"1000005","ocr":"10000057","key":"uni-kommun/uni/ost/VT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"VT2026","period_first":"2026-01-01","period_last":"2026-08-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P13","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-02-02","last":"2026-02-20","days":15,"dates":["2026-02-02","2026-02-03","2026-02-04","2026-02-05","2026-02-06","2026-02-09","2026-02-10","2026-02-11","2026-02-12","2026-02-13","2026-02-16","2026-02-17","2026-02-18","2026-02-19","2026-02-20"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'7162432e82e4c21dacb43cd6a759a455',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(23,'{"number":"1010003","ocr":"10100030","key":"uni-kommun/uni/vast/VT2026/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"VT2026","period_first":"2026-01-01","period_last":"2026-08-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"vast","name":"Västra hemsjukvården","organisation_number":"2129990012","bankgiro":"99000028","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@vast.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P16","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2026-02-02","last":"2026-02-20","days":15,"dates":["2026-02-02","2026-02-03","2026-02-04","2026-02-05","2026-02-06","2026-02-09","2026-02-10","2026-02-11","2026-02-12","2026-02-13","2026-02-16","2026-02-17","2026-02-18","2026-02-19","2026-02-20"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'b2e0adbe30136e9f71608cdb87385a32',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(24,'{"id":"P14","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"VT2025","start":"2025-02-03","end":"2025-02-21","student":{"name":"Provia Testberg","personnummer":"195501019821","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P14;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;VT2025;2025-02-03;2025-02-21;;Provia;Testberg;19550101-9821;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'f3dc80f656f81af3c673eba998e6fc87',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(25,'{"number":"1000006","ocr":"10000065","key":"uni-kommun/uni/ost/VT2025/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"VT2025","period_first":"2025-01-01","period_last":"2025-08-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P14","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2025-02-03","last":"2025-02-21","days":15,"dates":["2025-02-03","2025-02-04","2025-02-05","2025-02-06","2025-02-07","2025-02-10","2025-02-11","2025-02-12","2025-02-13","2025-02-14","2025-02-17","2025-02-18","2025-02-19","2025-02-20","2025-02-21"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'98258dba5113b038c095b478e2d93610',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(26,'{"id":"P15","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2025","start":"2025-09-08","end":"2025-09-26","student":{"name":"Provia Testberg","personnummer":"195501019847","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P15;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2025;2025-09-08;2025-09-26;;Provia;Testberg;19550101-9847;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'9cfb1caf3149d6563fe28d0764a58fbd',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(27,'{"number":"1000007","ocr":"10000073","key":"uni-kommun/uni/ost/HT2025/ordinary","supplement":0,"agreement":"uni-kommun","agreement_document":"Avtal 1","term":"HT2025","period_first":"2025-07-01","period_last":"2026-01-31","issued":"2027-02-01","due":"2027-03-03","vat":"exempt","seller":{"unit":"ost","name":"Östra geriatriken","organisation_number":"2129990012","bankgiro":"99000010","plusgiro":"","street":"","city":"","postal_code":"","contact":{"name":"Samordnaren","phone":"08-000 00 00","email":"vfu@ost.example"}},"buyer":{"institution":"uni","name":"Exempeluniversitetet","organisation_number":"2029990013","channel":"peppol","buyer_reference":"","order_reference":"","street":"","city":"","postal_code":"","endpoint":{"scheme":"0007","id":"2029990013"},"contact":{"name":"","phone":"","email":""}},"lines":[{"id":"1","placement":"P15","subject":"1","student_name":"Provia Testberg","programme":"SSK","course":"OM1101 Klinisk omvårdnad","first":"2025-09-08","last":"2025-09-26","days":15,"dates":["2025-09-08","2025-09-09","2025-09-10","2025-09-11","2025-09-12","2025-09-15","2025-09-16","2025-09-17","2025-09-18","2025-09-19","2025-09-22","2025-09-23","2025-09-24","2025-09-25","2025-09-26"],"week_price_ore":153000,"amount_ore":459000}],"total_ore":459000}','',X'242bd60101299169db1e669051224252',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(28,'{"id":"P9","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-10-05","end":"2026-10-09","student":{"name":"Provia Testberg","personnummer":"195501019839","protected":"Nej"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P9;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-10-05;2026-10-09;;Provia;Testberg;19550101-9839;Nej;Östra geriatriken;SE2129990012-E0001;Genomförd',X'9a859ad29f75cd947fee8330551cada7',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(29,'{"id":"P10","institution":{"id":"Exempeluniversitetet"},"programme":"SSK","course":"OM1101 Klinisk omvårdnad","type":"vfu","term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"name":"Provia Testberg","personnummer":"195501019854","protected":"Ja"},"unit":{"name":"Östra geriatriken","hsa_id":"SE2129990012-E0001"},"status":"carried_out"}','P10;Exempeluniversitetet;SSK;OM1101;Klinisk omvårdnad;VFU;HT2026;2026-09-07;2026-09-25;;Provia;Testberg;19550101-9854;Ja;Östra geriatriken;SE2129990012-E0001;Genomförd',X'1849945407b386e6c1ef83f4424b408b',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(30,'{"id":"99000010/B1","reference":"B1","account":"99000010","kind":"credit","amount_ore":459000,"day":"2027-02-10","ocr":"10100014"}','{"id":"99000010/B1","reference":"B1","account":"99000010","kind":"credit","amount_ore":459000,"day":"2027-02-10","ocr":"10100014"} line 2',X'68074a87dd047efd607773a16d9da0e5',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(31,'{"id":"99000010/B2","reference":"B2","account":"99000010","kind":"credit","amount_ore":100000,"day":"2027-02-10","ocr":"10000024"}','{"id":"99000010/B2","reference":"B2","account":"99000010","kind":"credit","amount_ore":100000,"day":"2027-02-10","ocr":"10000024"} line 3',X'55abc8957ef6d9e1c75f5701d3e05f0a',NULL,NULL,NULL,NULL);
INSERT INTO content VALUES(32,'{"id":"99000010/B3","reference":"B3","account":"99000010","kind":"credit","amount_ore":7700,"day":"2027-02-10","ocr":"123"}','{"id":"99000010/B3","reference":"B3","account":"99000010","kind":"credit","amount_ore":7700,"day":"2027-02-10","ocr":"123"} line 4',X'ec507cf67128c0d179aeff8dbaf31c67',NULL,NULL,NULL,NULL);
CREATE TABLE parent (message INTEGER NOT NULL REFERENCES message, parent INTEGER NOT NULL REFERENCES message,
  PRIMARY KEY (message, parent)) STRICT, WITHOUT ROWID;
INSERT INTO parent VALUES(10,6);
INSERT INTO parent VALUES(11,9);
INSERT INTO parent VALUES(12,1);
INSERT INTO parent VALUES(13,2);
INSERT INTO parent VALUES(18,14);
INSERT INTO parent VALUES(18,15);
INSERT INTO parent VALUES(19,16);
INSERT INTO parent VALUES(22,20);
INSERT INTO parent VALUES(23,21);
INSERT INTO parent VALUES(25,24);
INSERT INTO parent VALUES(27,26);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message,
  connection INTEGER NOT NULL,    -- name
  key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  total INTEGER, lines INTEGER, at INTEGER
, item INTEGER NOT NULL DEFAULT 0, next INTEGER) STRICT;
INSERT INTO delivery VALUES(1,10,10,'peppol.invoices/nightly/hogskolan-kommun/hogskolan/ost/HT2026/ordinary',2,1,'ost-1000001.xml',459000,1,1801440000,10,NULL);
INSERT INTO delivery VALUES(2,10,11,'kopia.invoices/nightly/hogskolan-kommun/hogskolan/ost/HT2026/ordinary',2,1,'ost-1000001.xml',459000,1,1801440000,10,NULL);
INSERT INTO delivery VALUES(3,11,10,'peppol.invoices/nightly/uni-kommun/uni/ost/HT2024/ordinary',2,1,'ost-1000002.xml',459000,1,1801440000,11,NULL);
INSERT INTO delivery VALUES(4,11,11,'kopia.invoices/nightly/uni-kommun/uni/ost/HT2024/ordinary',2,1,'ost-1000002.xml',459000,1,1801440000,11,NULL);
INSERT INTO delivery VALUES(5,12,10,'peppol.invoices/nightly/uni-kommun/uni/ost/HT2026/ordinary',2,1,'ost-1000003.xml',459000,1,1801440000,12,NULL);
INSERT INTO delivery VALUES(6,12,11,'kopia.invoices/nightly/uni-kommun/uni/ost/HT2026/ordinary',2,1,'ost-1000003.xml',459000,1,1801440000,12,NULL);
INSERT INTO delivery VALUES(7,13,10,'peppol.invoices/nightly/uni-kommun/uni/vast/HT2026/ordinary',2,1,'vast-1010001.xml',459000,1,1801440000,13,NULL);
INSERT INTO delivery VALUES(8,13,11,'kopia.invoices/nightly/uni-kommun/uni/vast/HT2026/ordinary',2,1,'vast-1010001.xml',459000,1,1801440000,13,NULL);
INSERT INTO delivery VALUES(9,18,10,'peppol.invoices/nightly/uni-kommun/uni/ost/HT2026/supplement-1',2,1,'ost-1000004.xml',367200,2,1801440000,18,NULL);
INSERT INTO delivery VALUES(10,18,11,'kopia.invoices/nightly/uni-kommun/uni/ost/HT2026/supplement-1',4,0,'a backup was restored: it may have been delivered after the backup was made',367200,2,1801440000,18,NULL);
INSERT INTO delivery VALUES(11,19,10,'peppol.invoices/nightly/uni-kommun/uni/vast/HT2026/supplement-1',2,1,'vast-1010002.xml',459000,1,1801440000,19,NULL);
INSERT INTO delivery VALUES(12,19,11,'kopia.invoices/nightly/uni-kommun/uni/vast/HT2026/supplement-1',4,0,'a backup was restored: it may have been delivered after the backup was made',459000,1,1801440000,19,NULL);
INSERT INTO delivery VALUES(13,22,10,'peppol.invoices/nightly/uni-kommun/uni/ost/VT2026/ordinary',2,1,'ost-1000005.xml',459000,1,1801440000,22,NULL);
INSERT INTO delivery VALUES(14,22,11,'kopia.invoices/nightly/uni-kommun/uni/ost/VT2026/ordinary',0,0,'',NULL,NULL,NULL,22,NULL);
INSERT INTO delivery VALUES(15,23,10,'peppol.invoices/nightly/uni-kommun/uni/vast/VT2026/ordinary',3,1,'a file vast-1010003.xml that this delivery did not make stands in the folder already; it is not overwritten. Move it away, or tell the names apart in name:',459000,1,1801440000,23,NULL);
INSERT INTO delivery VALUES(16,23,11,'kopia.invoices/nightly/uni-kommun/uni/vast/VT2026/ordinary',0,0,'',NULL,NULL,NULL,23,NULL);
INSERT INTO delivery VALUES(17,25,10,'peppol.invoices/nightly/uni-kommun/uni/ost/VT2025/ordinary',1,1,'',459000,1,1801440000,25,NULL);
INSERT INTO delivery VALUES(18,25,11,'kopia.invoices/nightly/uni-kommun/uni/ost/VT2025/ordinary',0,0,'',NULL,NULL,NULL,25,NULL);
INSERT INTO delivery VALUES(19,27,10,'peppol.invoices/nightly/uni-kommun/uni/ost/HT2025/ordinary',0,0,'',NULL,NULL,NULL,27,NULL);
INSERT INTO delivery VALUES(20,27,11,'kopia.invoices/nightly/uni-kommun/uni/ost/HT2025/ordinary',0,0,'',NULL,NULL,NULL,27,NULL);
CREATE TABLE cursor (channel INTEGER NOT NULL, resource INTEGER NOT NULL, version TEXT NOT NULL, rows INTEGER NOT NULL,
  run INTEGER NOT NULL, PRIMARY KEY (channel, resource)) STRICT, WITHOUT ROWID;
INSERT INTO cursor VALUES(1,2,'',8,1);
INSERT INTO cursor VALUES(1,5,'',1,1);
INSERT INTO cursor VALUES(1,12,'',9,2);
INSERT INTO cursor VALUES(1,13,'',2,3);
INSERT INTO cursor VALUES(1,15,'',1,4);
INSERT INTO cursor VALUES(1,17,'',1,5);
INSERT INTO cursor VALUES(1,19,'',11,6);
INSERT INTO cursor VALUES(21,20,'65024/9986374/1314/1796011610162431878/1796018810161459726 ff2c4e439fa339656385740f0cd2df53',3,7);
INSERT INTO cursor VALUES(25,24,'17c9955224c13b5d13baa309aa26f361',0,7);
CREATE TABLE run (
  id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, trigger TEXT NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL,
  ended INTEGER, configuration TEXT NOT NULL, version TEXT NOT NULL, report TEXT NOT NULL
, modules TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO run VALUES(1,'nightly','command','done',1801440000,1801440000,'5978c0d88cff64a88c098714ad96bae2','0.1.0','{"pipeline":"nightly","run":1,"started":"2027-02-01T00:00:00Z","read":9,"new":9,"changed":0,"withdrawn":0,"unchanged":0,"filtered":1,"held":{"count":2,"amount_ore":0},"rejected":2,"issued":{"count":4,"amount_ore":1836000},"delivered":[{"count":4,"amount_ore":1836000,"outlet":"kopia.invoices"},{"count":4,"amount_ore":1836000,"outlet":"peppol.invoices"}],"undelivered":0,"resources":[{"inlet":"klipp.placements","name":"placeringar-1.csv","rows":8},{"inlet":"klipp.placements","name":"placeringar-2024.csv","rows":1}],"parked":[{"key":"P3","state":"held","place":"placeringar-1.csv, line 4","reason":"Agreement \"uni-kommun\" has no price for programme \"UTAN\", type vfu, on 2026-09-07–2026-09-25. Add the price for those days; no other price is used instead."},{"key":"P4","state":"rejected","place":"placeringar-1.csv, line 5","reason":"placeringar-1.csv, line 5, column Slutdatum: ''2026-02-30'' is not a date; expected YYYY-MM-DD"},{"key":"P11","state":"held","place":"placeringar-1.csv, line 8","reason":"The unit \"Okänd\" is not known, or more than one is called so. Add it, or this spelling as an alias, to the agreements."},{"key":"P12","state":"rejected","place":"placeringar-1.csv, line 9","reason":"placeringar-1.csv, line 9, column Slutdatum: ''2026-09-31'' is not a date; expected YYYY-MM-DD"}],"notes":[],"troubles":[]}','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(2,'nightly','command','failed',1801440000,1801440000,'5978c0d88cff64a88c098714ad96bae2','0.1.0','{"pipeline":"nightly","run":2,"started":"2027-02-01T00:00:00Z","read":9,"new":2,"changed":1,"withdrawn":0,"unchanged":6,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":1,"issued":{"count":2,"amount_ore":826200},"delivered":[],"undelivered":4,"resources":[{"inlet":"klipp.placements","name":"placeringar-2.csv","rows":9}],"parked":[{"key":"P8","state":"rejected","place":"placeringar-2.csv, line 10","reason":"placeringar-2.csv, line 10: start: missing - expected a day that exists, as YYYY-MM-DD"}],"notes":[],"troubles":["kopia.invoices: the folder ../kopia cannot be opened: it does not exist; check the path, and that the share is mounted","peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(3,'nightly','command','failed',1801440000,1801440000,'5978c0d88cff64a88c098714ad96bae2','0.1.0','{"pipeline":"nightly","run":3,"started":"2027-02-01T00:00:00Z","read":2,"new":2,"changed":0,"withdrawn":0,"unchanged":0,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":0,"issued":{"count":2,"amount_ore":918000},"delivered":[{"count":3,"amount_ore":1285200,"outlet":"peppol.invoices"}],"undelivered":5,"resources":[{"inlet":"klipp.placements","name":"placeringar-vt.csv","rows":2}],"parked":[],"notes":[],"troubles":["kopia.invoices: the folder ../kopia cannot be opened: it does not exist; check the path, and that the share is mounted","peppol.invoices: peppol.invoices/nightly/uni-kommun/uni/vast/VT2026/ordinary was not delivered: a file vast-1010003.xml that this delivery did not make stands in the folder already; it is not overwritten. Move it away, or tell the names apart in name:"]}','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(4,'nightly','command','interrupted',1801440000,NULL,'5978c0d88cff64a88c098714ad96bae2','0.1.0','null','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(5,'nightly','command','failed',1801440000,1801440000,'5978c0d88cff64a88c098714ad96bae2','0.1.0','{"pipeline":"nightly","run":5,"started":"2027-02-01T00:00:00Z","read":1,"new":1,"changed":0,"withdrawn":0,"unchanged":0,"filtered":0,"held":{"count":1,"amount_ore":0},"rejected":0,"issued":{"count":1,"amount_ore":459000},"delivered":[],"undelivered":9,"resources":[{"inlet":"klipp.placements","name":"placeringar-ht25.csv","rows":1}],"parked":[],"notes":[],"troubles":["kopia.invoices: the folder ../kopia cannot be opened: it does not exist; check the path, and that the share is mounted","peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(6,'nightly','command','failed',1801440000,1801440000,'5978c0d88cff64a88c098714ad96bae2','0.1.0','{"pipeline":"nightly","run":6,"started":"2027-02-01T00:00:00Z","read":11,"new":2,"changed":0,"withdrawn":0,"unchanged":9,"filtered":0,"held":{"count":2,"amount_ore":0},"rejected":0,"issued":{"count":0,"amount_ore":0},"delivered":[],"undelivered":9,"resources":[{"inlet":"klipp.placements","name":"placeringar-5.csv","rows":11},{"inlet":"klipp.placements","name":"placeringar-6.csv","rows":0,"trouble":"none of the columns that the mapping needs is there; is the first line a header? Expected for example \"Placeringsnr\""}],"parked":[{"key":"P10","state":"held","place":"placeringar-5.csv, line 12","reason":"The student has a protected identity. A person with the right to see it bills this placement by hand."}],"notes":["because the input is not complete, nothing new was invoiced in this run"],"troubles":["placeringar-6.csv: none of the columns that the mapping needs is there; is the first line a header? Expected for example \"Placeringsnr\"","kopia.invoices: the folder ../kopia cannot be opened: it does not exist; check the path, and that the share is mounted","peppol.invoices: the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted"]}','35367baa77fc7bce6b9181c113cb6303');
INSERT INTO run VALUES(7,'payments','command','done',1802304000,1802304000,'ff2c4e439fa339656385740f0cd2df53','0.1.0','{"pipeline":"payments","run":7,"started":"2027-02-11T00:00:00Z","read":3,"new":3,"changed":0,"withdrawn":0,"unchanged":0,"filtered":0,"held":{"count":3,"amount_ore":566700},"rejected":0,"issued":{"count":0,"amount_ore":0},"credited":{"count":0,"amount_ore":0},"delivered":[],"undelivered":0,"resources":[{"inlet":"bank.camt","name":"a.xml","rows":3}],"parked":[{"key":"99000010/B1","state":"held","place":"a.xml, line 2","reason":"paid to another account: 4 590,00 kr for invoice 1010001 came to 99000010, which is not its seller''s; ask the payer, then sluss payments book 30 --invoice NUMBER, or pay it back and discard this message"},{"key":"99000010/B2","state":"held","place":"a.xml, line 3","reason":"part payment: 1 000,00 kr of the 4 590,00 kr that is due on invoice 1000002, 3 590,00 kr too little. To book it: sluss payments book 31 --invoice 1000002"},{"key":"99000010/B3","state":"held","place":"a.xml, line 4","reason":"no OCR number: 77,00 kr to 99000010 with 123, which is no number with a right check digit; ask the payer, then sluss payments book 32 --invoice NUMBER, or pay it back and discard this message"}],"notes":[],"troubles":[]}','f83fe7caad728aa190d65fbe287a99de');
INSERT INTO run VALUES(8,'@reconcile','command','failed',1802304000,1802304000,'ff2c4e439fa339656385740f0cd2df53','0.1.0','{"troubles":["invoice 1000004 to kopia.invoices is unknown: a backup was restored: it may have been delivered after the backup was made","invoice 1010002 to kopia.invoices is unknown: a backup was restored: it may have been delivered after the backup was made","invoice 1010003 to peppol.invoices is rejected: a file vast-9999999.xml that this delivery did not make stands in the folder already; it is not overwritten. Move it away, or tell the names apart in name:"],"exceptions":3,"asked":0,"unasked":0}','f83fe7caad728aa190d65fbe287a99de');
CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  what TEXT NOT NULL, detail TEXT NOT NULL, chain BLOB NOT NULL) STRICT;
INSERT INTO audit VALUES(1,1801440000,'root','discard','message 7','the unit is none of ours',X'c4f8e8b6b3d46bb6fa1eb7a0a8e60611');
INSERT INTO audit VALUES(2,1801440000,'root','edit','message 8 as message 14: end, days, dates','the unit said so',X'111c839682329b3af60f822960c648de');
INSERT INTO audit VALUES(3,1801440000,'root','purge','1 messages of 1 placements','ended before 2025-02-01',X'f29106bb8388e64ced6b1255df06ad2d');
INSERT INTO audit VALUES(4,1801440000,'root','purge','names on 1 lines of invoice 1000002, message 11','the document''s digest was 85070bcbb5bda7c63fcabfe89f90f02e, now dce2f8a9e4ae80fb7104859bae2c5fd6',X'87c06f95de2c0c9905510622b2367785');
INSERT INTO audit VALUES(5,1801440000,'root','restore','b.db, 4 deliveries in doubt','the disk was replaced',X'93815918a66b81ab2560034d56c91802');
INSERT INTO audit VALUES(6,1801440000,'root','pause','kopia.invoices','the receiver moves house',X'fb99a2286312983be41e1fb2e634ccf9');
INSERT INTO audit VALUES(7,1801440000,'root','look','message 1','the unit asked',X'3e603e2b2ffc93531977fb1d71b49a46');
INSERT INTO audit VALUES(8,1802304000,'root','token-added','account grafana','viewer',X'b0651b08fabe5925515a70f05a7e980b');
INSERT INTO audit VALUES(9,1802304000,'sluss','audit','the whole store','{"at":"2027-02-11T00:00:00Z","trigger":"command","version":"0.1.0","fits":false,"placements":17,"lines":12,"days":152,"invoices":10,"credit_notes":0,"deliveries":20,"series":2,"worth_ore":4651200,"invoiced_ore":4498200,"credited_ore":0,"waiting_ore":153000,"held_ore":0,"delivered_ore":3121200,"under_way":6,"asked":0,"invariants":{"days-once":0,"documents-arrived":3,"documents-unchanged":0,"keys-from-content":0,"numbers-gapless":0,"states-forward":0,"store-sound":0,"sums-agree":0},"examples":["documents-arrived: invoice 1000004 to kopia.invoices is unknown: a backup was restored: it may have been delivered after the backup was made","documents-arrived: invoice 1010002 to kopia.invoices is unknown: a backup was restored: it may have been delivered after the backup was made","documents-arrived: invoice 1010003 to peppol.invoices is rejected: a file vast-9999999.xml that this delivery did not make stands in the folder already; it is not overwritten. Move it away, or tell the names apart in name:"]}',X'cf7a6b83a5d30ec44ed79b844848512e');
INSERT INTO audit VALUES(10,1802304000,'root','book payment','message 31 as 1 000,00 kr on invoice 1000002, which is now part paid, 3 590,00 kr left','in part, as agreed',X'02222764527a7f4e97a9ea3fe7c2e093');
INSERT INTO audit VALUES(11,1802304000,'root','book payment','message 30 as 4 590,00 kr on invoice 1010001, which is now paid 2027-02-10','the old account, closed since',X'c3df6be7eddb9bb5d1bf50491416cdb7');
INSERT INTO audit VALUES(12,1802304000,'root','credit','message 10 (invoice 1000001, 4 590,00 kr)','the institution was another',X'feeb2af91fda5f10bf54957946f75582');
CREATE TABLE subject (digest BLOB PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO subject VALUES(X'3cb9de56ffba04127f871ecf96086f9e',8);
INSERT INTO subject VALUES(X'43b8f48b3e8eb8e55e5d4d4306911035',4);
INSERT INTO subject VALUES(X'4b5eeea07e9b733ad87f21184e6e9073',9);
INSERT INTO subject VALUES(X'5a2274c479541859981ac32b52412a06',6);
INSERT INTO subject VALUES(X'a1e27e3adb0a2a02c6e617a7a2897054',7);
INSERT INTO subject VALUES(X'ce717bc4fe0508ddc6accdeff591dd0e',3);
INSERT INTO subject VALUES(X'e47b9da5c50af2c1d923c6d28b2dc781',5);
INSERT INTO subject VALUES(X'e4c20372ce8be4fb54fafa6fc8f21b1e',1);
INSERT INTO subject VALUES(X'f989743b279b8f92d6685ea84e482923',2);
CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('subject',9);
CREATE TABLE billing_group (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, institution TEXT NOT NULL,
  agreement TEXT NOT NULL, term TEXT NOT NULL, UNIQUE (unit, institution, agreement, term)) STRICT;
INSERT INTO billing_group VALUES(1,'ost','uni','uni-kommun','HT2026');
INSERT INTO billing_group VALUES(2,'vast','uni','uni-kommun','HT2026');
INSERT INTO billing_group VALUES(3,'ost','hogskolan','hogskolan-kommun','HT2026');
INSERT INTO billing_group VALUES(4,'ost','uni','uni-kommun','HT2024');
INSERT INTO billing_group VALUES(5,'ost','uni','uni-kommun','VT2026');
INSERT INTO billing_group VALUES(6,'vast','uni','uni-kommun','VT2026');
INSERT INTO billing_group VALUES(7,'ost','uni','uni-kommun','VT2025');
INSERT INTO billing_group VALUES(8,'ost','uni','uni-kommun','HT2025');
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, series TEXT NOT NULL,
  sequence INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group, supplement INTEGER NOT NULL,
  issued INTEGER NOT NULL, total INTEGER NOT NULL, hash BLOB NOT NULL,
  message INTEGER UNIQUE REFERENCES message, credits INTEGER REFERENCES invoice, due INTEGER,   -- set when the invoice's message is appended
  UNIQUE (series, sequence), UNIQUE (billing_group, supplement)
) STRICT;
INSERT INTO invoice VALUES(1,'1000001','hogskolan-kommun/hogskolan/ost/HT2026/ordinary','100',1,3,0,20850,459000,X'f690a0a0aff424b20835be6fd5b19c3a',10,NULL,20880);
INSERT INTO invoice VALUES(2,'1000002','uni-kommun/uni/ost/HT2024/ordinary','100',2,4,0,20850,459000,X'dce2f8a9e4ae80fb7104859bae2c5fd6',11,NULL,20880);
INSERT INTO invoice VALUES(3,'1000003','uni-kommun/uni/ost/HT2026/ordinary','100',3,1,0,20850,459000,X'6e9ee7d09ee4971c8b75be5d9b0e7fcf',12,NULL,20880);
INSERT INTO invoice VALUES(4,'1010001','uni-kommun/uni/vast/HT2026/ordinary','101',1,2,0,20850,459000,X'44d59b93047b1fe3058b0fcfb04ce85b',13,NULL,20880);
INSERT INTO invoice VALUES(5,'1000004','uni-kommun/uni/ost/HT2026/supplement-1','100',4,1,1,20850,367200,X'dbb79552cff86cf1368c1299d0a3dffd',18,NULL,20880);
INSERT INTO invoice VALUES(6,'1010002','uni-kommun/uni/vast/HT2026/supplement-1','101',2,2,1,20850,459000,X'67a5e66f078e0cf0d797b8b4f3529cad',19,NULL,20880);
INSERT INTO invoice VALUES(7,'1000005','uni-kommun/uni/ost/VT2026/ordinary','100',5,5,0,20850,459000,X'a4593a231e0e3366d29748b93ae3b7b8',22,NULL,20880);
INSERT INTO invoice VALUES(8,'1010003','uni-kommun/uni/vast/VT2026/ordinary','101',3,6,0,20850,459000,X'0de37b0975ed5a3ebf5fa1d5e56fb3d4',23,NULL,20880);
INSERT INTO invoice VALUES(9,'1000006','uni-kommun/uni/ost/VT2025/ordinary','100',6,7,0,20850,459000,X'e15a7e95f155018f368ea844f3996444',25,NULL,20880);
INSERT INTO invoice VALUES(10,'1000007','uni-kommun/uni/ost/HT2025/ordinary','100',7,8,0,20850,459000,X'd1c024736a56e8efa2f7a3b8dc794c4e',27,NULL,20880);
CREATE TABLE line (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL,
  message INTEGER NOT NULL,       -- appended after it is decided; no reference: SQLite would look for lines at every message
  placement TEXT NOT NULL,        -- the item's key
  subject INTEGER NOT NULL, billing_group INTEGER NOT NULL REFERENCES billing_group,
  first_day INTEGER NOT NULL, days INTEGER NOT NULL, week_price INTEGER NOT NULL, amount INTEGER NOT NULL,
  invoice INTEGER REFERENCES invoice           -- null while it waits
, credits INTEGER REFERENCES line) STRICT;
INSERT INTO line VALUES(1,1,1,'P1',1,1,20703,15,153000,459000,3,NULL);
INSERT INTO line VALUES(2,2,2,'P2',2,2,20703,15,153000,459000,4,NULL);
INSERT INTO line VALUES(3,6,6,'P6',3,3,20703,15,153000,459000,1,NULL);
INSERT INTO line VALUES(4,9,9,'P20',4,4,19968,15,153000,459000,2,NULL);
INSERT INTO line VALUES(5,1,15,'P1',1,1,20724,2,153000,61200,5,NULL);
INSERT INTO line VALUES(6,16,16,'P7',5,2,20703,15,153000,459000,6,NULL);
INSERT INTO line VALUES(7,8,14,'P12',6,1,20703,10,153000,306000,5,NULL);
INSERT INTO line VALUES(8,20,20,'P13',1,5,20486,15,153000,459000,7,NULL);
INSERT INTO line VALUES(9,21,21,'P16',2,6,20486,15,153000,459000,8,NULL);
INSERT INTO line VALUES(10,24,24,'P14',7,7,20122,15,153000,459000,9,NULL);
INSERT INTO line VALUES(11,26,26,'P15',8,8,20339,15,153000,459000,10,NULL);
INSERT INTO line VALUES(12,28,28,'P9',9,1,20731,5,153000,153000,NULL,NULL);
INSERT INTO line VALUES(13,6,10,'P6',3,3,20703,15,153000,-459000,NULL,3);
CREATE TABLE series (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO series VALUES('100',8);
INSERT INTO series VALUES('101',4);
CREATE TABLE ledger (subject INTEGER NOT NULL, month INTEGER NOT NULL, line INTEGER NOT NULL
  REFERENCES line, days INTEGER NOT NULL, PRIMARY KEY (subject, month, line)) STRICT, WITHOUT ROWID;
INSERT INTO ledger VALUES(1,202602,8,1023806);
INSERT INTO ledger VALUES(1,202609,1,32761792);
INSERT INTO ledger VALUES(1,202609,5,402653184);
INSERT INTO ledger VALUES(2,202602,9,1023806);
INSERT INTO ledger VALUES(2,202609,2,32761792);
INSERT INTO ledger VALUES(4,202409,4,1023806);
INSERT INTO ledger VALUES(5,202609,6,32761792);
INSERT INTO ledger VALUES(6,202609,7,255936);
INSERT INTO ledger VALUES(7,202502,10,2047612);
INSERT INTO ledger VALUES(8,202509,11,65523584);
INSERT INTO ledger VALUES(9,202610,12,496);
CREATE TABLE connection (
  name INTEGER PRIMARY KEY,       -- name
  failures INTEGER NOT NULL,      -- in a row
  until INTEGER,                  -- not to be tried before
  trouble TEXT NOT NULL,          -- why it gave out last
  paused TEXT NOT NULL            -- why it waits for a person; empty: it does not
) STRICT;
INSERT INTO connection VALUES(10,2,1801440055,'the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted','');
INSERT INTO connection VALUES(11,4,1801440240,'the folder ../kopia cannot be opened: it does not exist; check the path, and that the share is mounted','by a person: the receiver moves house');
CREATE TABLE alarm (key TEXT PRIMARY KEY, text TEXT NOT NULL, since INTEGER NOT NULL, told INTEGER)
  STRICT, WITHOUT ROWID;
INSERT INTO alarm VALUES('connection/kopia.invoices/doubt','2 deliveries to kopia.invoices broke off before the answer, and none is sent blindly again; ask the target whether it has them, and say so with: sluss messages confirm, or retry.',1801440000,1801440000);
INSERT INTO alarm VALUES('connection/kopia.invoices/paused','The connection kopia.invoices waits for a person (by a person: the receiver moves house); nothing goes through it. When its cause is mended: sluss connections resume kopia.invoices.',1801440000,1801440000);
INSERT INTO alarm VALUES('connection/peppol.invoices/away','The connection peppol.invoices has given out since 2027-02-01 01:00, 2 times in a row (the folder ../outbox cannot be opened: it does not exist; check the path, and that the share is mounted); nothing is lost, it is tried again by itself. Look with: sluss check --probe.',1801440000,NULL);
INSERT INTO alarm VALUES('connection/peppol.invoices/refused','1 delivery to peppol.invoices were refused; read why with: sluss messages list --state rejected, and when its cause is mended: sluss messages retry.',1801440000,1801440000);
INSERT INTO alarm VALUES('daemon/away','The daemon does not run, so no pipeline runs by itself; start it with: systemctl start sluss (by hand: sluss run).',1801440000,1801440000);
INSERT INTO alarm VALUES('pipeline/nightly/failed','The last run of nightly, begun 2027-02-01 01:00, failed (placeringar-6.csv: none of the columns that the mapping needs is there; is the first line a header? Expected for example "Placeringsnr"); look with: sluss status, and when its cause is mended: sluss sync nightly.',1801440000,1801440000);
INSERT INTO alarm VALUES('pipeline/nightly/missing','The run of nightly that was to begin 2027-02-02 02:00 has not taken place; does the daemon run? Make up for it with: sluss sync nightly.',1801530000,NULL);
CREATE TABLE reading (
  channel INTEGER NOT NULL,       -- name
  resource INTEGER NOT NULL,      -- name
  version TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL,            -- when the last one began
  rows INTEGER NOT NULL,          -- stored when it is read carefully
  suspect TEXT NOT NULL,          -- the row that was alone in a step; empty: none
  blamed INTEGER NOT NULL,        -- attempts that have ended at it
  PRIMARY KEY (channel, resource)
) STRICT, WITHOUT ROWID;
CREATE TABLE poison (channel INTEGER NOT NULL, row TEXT NOT NULL, modules TEXT NOT NULL, PRIMARY KEY (channel, row))
  STRICT, WITHOUT ROWID;
CREATE TABLE credited (line INTEGER NOT NULL REFERENCES line, month INTEGER NOT NULL, days INTEGER NOT NULL,
  PRIMARY KEY (line, month)) STRICT, WITHOUT ROWID;
INSERT INTO credited VALUES(13,202609,32761792);
CREATE TABLE approval (billing_group INTEGER PRIMARY KEY REFERENCES billing_group, lines BLOB NOT NULL,
  approved INTEGER NOT NULL) STRICT;
CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  item INTEGER NOT NULL,
  message INTEGER NOT NULL,       -- appended after it is decided; no reference, as for lines
  amount INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
INSERT INTO payment VALUES(1,'99000010/B2',31,31,100000,20859);
INSERT INTO payment VALUES(2,'99000010/B1',30,30,459000,20859);
CREATE TABLE payment_part (
  id INTEGER PRIMARY KEY,
  payment INTEGER NOT NULL REFERENCES payment, invoice INTEGER NOT NULL REFERENCES invoice,
  amount INTEGER NOT NULL CHECK (amount != 0),
  UNIQUE (payment, invoice)
) STRICT;
INSERT INTO payment_part VALUES(1,1,2,100000);
INSERT INTO payment_part VALUES(2,2,4,459000);
CREATE TABLE account (
  name TEXT PRIMARY KEY, kind INTEGER NOT NULL, roles INTEGER NOT NULL, proof TEXT NOT NULL, made INTEGER NOT NULL,
  expires INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO account VALUES('grafana',1,1,'9b857bb210304f82a06b9c2ba3dcaadc',1802304000,NULL);
CREATE TABLE placed (ordered TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (ordered, message))
  STRICT, WITHOUT ROWID;
CREATE TABLE seal (id INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE) STRICT;
CREATE INDEX message_parked ON message (state, channel) WHERE state IN (4, 5);
CREATE INDEX delivery_message ON delivery (message);
CREATE INDEX run_pipeline ON run (pipeline, id);
CREATE INDEX line_item ON line (item);
CREATE INDEX line_invoice ON line (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX line_waiting ON line (billing_group) WHERE invoice IS NULL;
CREATE INDEX ledger_line ON ledger (line);
CREATE INDEX delivery_undone ON delivery (connection, item, id) WHERE state != 2;
CREATE INDEX delivery_open ON delivery (connection, id) WHERE state IN (0, 1, 4);
CREATE INDEX message_version ON message (item) WHERE id != item;
CREATE INDEX audit_what ON audit (what);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_once BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
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
CREATE INDEX line_credits ON line (credits) WHERE credits IS NOT NULL;
CREATE INDEX line_credit_waiting ON line (credits) WHERE credits IS NOT NULL AND invoice IS NULL;
CREATE INDEX invoice_credits ON invoice (credits) WHERE credits IS NOT NULL;
CREATE INDEX payment_part_invoice ON payment_part (invoice);
CREATE TRIGGER payment_once BEFORE INSERT ON payment_part
  WHEN (SELECT CASE WHEN amount > 0 THEN 1 ELSE -1 END * (amount - NEW.amount -
          (SELECT coalesce(sum(amount), 0) FROM payment_part WHERE payment = NEW.payment)) < 0
          OR (amount > 0) != (NEW.amount > 0)
        FROM payment WHERE id = NEW.payment)
  BEGIN SELECT raise(ABORT, 'an öre of a payment is booked once'); END;
CREATE TRIGGER payment_stays BEFORE UPDATE ON payment_part
  BEGIN SELECT raise(ABORT, 'a booked payment stays'); END;
CREATE UNIQUE INDEX account_token ON account (proof) WHERE kind != 0;
CREATE INDEX message_kind ON message (kind, state);
CREATE INDEX message_run ON message (run);
CREATE INDEX message_reason ON message (kind, state, reason) WHERE reason IS NOT NULL;
CREATE INDEX message_amount ON message (kind, state, amount) WHERE amount IS NOT NULL;
CREATE INDEX delivery_done ON delivery (connection) WHERE state = 2;
COMMIT;
PRAGMA user_version=3;
