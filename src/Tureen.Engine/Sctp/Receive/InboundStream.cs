namespace Tureen.Engine.Sctp.Receive;

/// <summary>The order of one incoming stream.</summary>
internal struct InboundStream
{
    /// <summary>The SSN or MID of the ordered message to deliver next.</summary>
    public uint Next;

    /// <summary>The MID before which all unordered messages are whole or given up.</summary>
    public uint NextUnordered;

    /// <summary>Messages that are whole but wait for their turn.</summary>
    public int Held;
}
