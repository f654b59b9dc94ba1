namespace Tureen.Client;

/// <summary>A handler of an event threw.</summary>
/// <param name="EventName">The event by mediasoup's name, such as <c>trackended</c>.</param>
/// <param name="Error">What was thrown.</param>
public sealed record ListenerError(string EventName, Exception Error);
