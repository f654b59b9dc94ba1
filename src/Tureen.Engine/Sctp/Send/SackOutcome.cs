namespace Tureen.Engine.Sctp.Send;

/// <summary>What a SACK brought.</summary>
internal enum SackOutcome : byte
{
    /// <summary>It acknowledges what was never sent, or contradicts itself: ignored as forged.</summary>
    Invalid,

    /// <summary>Overtaken by a newer one: ignored.</summary>
    Outdated,

    /// <summary>It acknowledges nothing new.</summary>
    Unchanged,

    /// <summary>It acknowledges something new or answers a window probe: the peer lives, clear the error counter (RFC 9260 §8.1).</summary>
    Progress,
}
