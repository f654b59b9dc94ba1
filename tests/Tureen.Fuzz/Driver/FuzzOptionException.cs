namespace Tureen.Fuzz.Driver;

/// <summary>An option of the command line is unknown, or its value is missing or wrong.</summary>
internal sealed class FuzzOptionException(string message) : Exception(message);
