using Studio.CommandLine;

return await StudioCommand.RunAsync(args);
