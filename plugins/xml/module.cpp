#include "recognise.h"
#include "xml_codec.h"

SLUSS_MODULE(xml, [](sluss::Registry& registry) {
  registry.codec<sluss::xml::Xml>(sluss::xml::xml_spec());
  registry.recogniser("xml", std::make_unique<sluss::xml::XmlRecogniser>());
})
