namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>What became of a request about streams (RFC 6525 §4.4).</summary>
internal enum ReconfigurationResult : uint
{
    NothingToDo = 0,
    Performed = 1,
    Denied = 2,
    WrongSsn = 3,
    RequestInProgress = 4,
    BadSequenceNumber = 5,
    InProgress = 6,
}
