#include "answers.h"

SLUSS_MODULE(answers, [](sluss::Registry& registry) {
  registry.processor<sluss::answers::Answers>(sluss::answers::answers_spec());
})
