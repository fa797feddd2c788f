#include "app/message_commands.h"
namespace sluss::app { void add_trace(CLI::App&, Commands) {} }
