namespace Studio.CommandLine;

/// <summary>What was asked for does not exist or cannot be; the message says what does. Exit code 2.</summary>
public sealed class BadInputException(string message) : Exception(message);
