namespace Tureen.Engine.DataChannels;

/// <summary>SCTP payload protocol identifiers of WebRTC (RFC 8831 §8).</summary>
internal static class DataChannelPpid
{
    /// <summary>The Data Channel Establishment Protocol, which mediasoup's peers do without.</summary>
    public const uint Control = 50;

    public const uint Text = 51;

    public const uint Binary = 53;

    /// <summary>Stands for an empty string, which SCTP cannot carry: the payload is one byte to be ignored.</summary>
    public const uint EmptyText = 56;

    /// <summary>Stands for no bytes, which SCTP cannot carry: the payload is one byte to be ignored.</summary>
    public const uint EmptyBinary = 57;
}
