console.log("Åsa");
