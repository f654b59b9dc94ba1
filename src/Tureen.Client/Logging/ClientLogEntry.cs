namespace Tureen.Client;

/// <summary>One thing that is logged.</summary>
/// <param name="Level">How severe it is.</param>
/// <param name="Component">Where, such as <c>Transport</c>.</param>
/// <param name="Message">What.</param>
/// <param name="Error">Its cause, if there is one.</param>
public sealed record ClientLogEntry(ClientLogLevel Level, string Component, string Message, Exception? Error);
