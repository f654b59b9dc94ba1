namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What is known of a packet that was sent.</summary>
[Flags]
internal enum SentPacketFlags : byte
{
    None = 0,

    /// <summary>A report said that it arrived.</summary>
    Received = 1,

    /// <summary>A report left it out; the next one decides.</summary>
    Missing = 2,

    /// <summary>Two reports left it out.</summary>
    Lost = 4,

    /// <summary>It was sent again under the same number: its arrival says nothing about delay.</summary>
    Repeated = 8,

    /// <summary>It was made to probe or to sound the path and carries no media.</summary>
    Probe = 16,

    /// <summary>It carries media that was sent before.</summary>
    Resent = 32,
}
