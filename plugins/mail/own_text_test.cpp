// What people and their mail programs write above, below and between.
#include "own_text.h"

#include <gtest/gtest.h>

namespace sluss::mail {
namespace {

std::string own(std::string_view text) {
  const auto found = own_text(text);
  return found.first + (found.more ? " +" : "");
}

TEST(OwnText, is_the_first_line_above_what_is_quoted) {
  EXPECT_EQ(own("Godkänns\r\n\r\n> Hej\r\n> Svara Godkänns eller Avslås\r\n"), "Godkänns");
  EXPECT_EQ(own("\n\n  Ja  \n\nDen mån 16 nov. 2026 kl 10:00 skrev Sluss <a@b.example>:\n\n> Hej\n"), "Ja");
  EXPECT_EQ(own("Nej\n\nDen mån 16 nov. 2026 kl 10:00 skrev Sluss\n<a@b.example>:\n> Hej\n"), "Nej");
  EXPECT_EQ(own("Nej\n\nOn Mon, Nov 16, 2026 at 10:00 AM Sluss <a@b.example> wrote:\n> Hej\n"), "Nej");
  EXPECT_EQ(own("Godkänns\n\nFrån: Sluss <a@b.example>\nSkickat: den 16 november 2026\nTill: x\n\nHej!\nGodkänns\n"),
            "Godkänns");
  EXPECT_EQ(own("Godkänns\n\n-----Ursprungligt meddelande-----\nFrån: x\nAvslås\n"), "Godkänns");
  EXPECT_EQ(own("Godkänns\n\n________________________________\nFrom: x\nAvslås\n"), "Godkänns");
}

TEST(OwnText, ends_where_the_signature_begins) {
  EXPECT_EQ(own("Godkänns\n-- \nProvia Testberg\nEnhetschef\n"), "Godkänns");
  EXPECT_EQ(own("Godkänns.\n\nMed vänlig hälsning\nProvia Testberg\n"), "Godkänns.");
  EXPECT_EQ(own("Godkänns\nMvh Provia\n"), "Godkänns");
  EXPECT_EQ(own("Ja\n\nSkickat från min iPhone\n"), "Ja");
}

TEST(OwnText, may_stand_below_what_is_quoted) {
  EXPECT_EQ(own("Den mån 16 nov. 2026 kl 10:00 skrev Sluss <a@b.example>:\n> Hej\n> Svara\n\nAvslås\n"), "Avslås");
}

TEST(OwnText, says_that_there_is_more) {
  EXPECT_EQ(own("Godkänns\nmen inte rad 3\n"), "Godkänns +");
  EXPECT_EQ(own("Ja\n> rad 3\nDen här är fel\n"), "Ja +");
  EXPECT_EQ(own("Godkänns\n\nProvia Testberg\n"), "Godkänns +") << "nobody knows that this is a signature";
}

TEST(OwnText, of_who_wrote_is_kept_where_it_may_be_the_senders_own) {
  EXPECT_EQ(own("Ja\nMen som jag skrev till a@b.example: rad 3 är fel\n"), "Ja +");
  EXPECT_EQ(own("Ja\nDet här skrev jag i går:\nrad 3 är fel\n"), "Ja +");
}

TEST(OwnText, is_none_where_all_is_quoted_or_empty) {
  EXPECT_EQ(own(""), "");
  EXPECT_EQ(own(" \r\n\t\n"), "");
  EXPECT_EQ(own("> Godkänns\n"), "");
  EXPECT_EQ(own("Från: Sluss\nGodkänns\n"), "") << "forwarded or answered without a word";
  EXPECT_EQ(own("Mvh\nGodkänns\n"), "");
}

TEST(OwnText, is_never_a_quoted_line_whose_mark_is_not_known) {
  EXPECT_EQ(own("Mensagem original de Sluss\nHej!\nGodkänns\n"), "Mensagem original de Sluss +");
}

TEST(OwnText, is_cut_between_letters) {
  const auto found = own_text(std::string(299, 'x') + "å");
  EXPECT_EQ(found.first, std::string(299, 'x'));
}

TEST(Html, becomes_lines) {
  EXPECT_EQ(own(text_of_html("<html><head><title>x</title><style>p{}</style></head><body><p>Godk&auml;nns</p>"
                             "<p>Med v&#228;nlig h&#xE4;lsning</p></body></html>")),
            "Godkänns");
  EXPECT_EQ(
      own(text_of_html("<div>Ja<br></div><div><div dir=\"ltr\" class=\"gmail_attr\">Den mån 16 nov. 2026 kl 10:00 "
                       "skrev Sluss &lt;a@b.example&gt;:<br></div><blockquote>Avsl&aring;s</blockquote></div>")),
      "Ja");
  EXPECT_EQ(own(text_of_html("<!-- Ja --><p>Av\n  sl&aring;s</p>")), "Av slås");
  EXPECT_EQ(own(text_of_html("<div>Nej</div><hr><div id=\"divRplyFwdMsg\"><b>Fr&aring;n:</b> Sluss</div><p>Ja</p>")),
            "Nej");
  EXPECT_EQ(own(text_of_html("<blockquote>Ja</blockquote>")), "");
}

TEST(Html, that_is_damaged_ends) {
  for (const auto* html :
       {"<", "<p", "<!--", "&", "&#", "&#x110000;", "<blockquote>x", "</blockquote>x", "a<b", "&#xD800;"})
    (void)text_of_html(html);
  EXPECT_EQ(text_of_html("</blockquote>x"), "\nx");
  EXPECT_EQ(text_of_html("&#xD800;"), "&#xD800;");
}

}  // namespace
}  // namespace sluss::mail
