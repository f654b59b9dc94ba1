namespace Tureen.Engine.Sctp.Receive;

/// <summary>What a received TSN is.</summary>
internal enum TsnVerdict : byte
{
    New,

    Duplicate,

    /// <summary>Too far ahead, or one gap too many: not taken, and not acknowledged.</summary>
    OutOfWindow,
}
