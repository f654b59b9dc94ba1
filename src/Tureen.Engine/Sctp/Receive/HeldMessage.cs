namespace Tureen.Engine.Sctp.Receive;

/// <summary>A whole message that waits for earlier ones of its stream.</summary>
/// <param name="Message">Null where a message was too long and only its number counts.</param>
internal readonly record struct HeldMessage(SctpMessage? Message);
