namespace Tureen.Engine.Sctp.Receive;

/// <summary>The order of one incoming stream.</summary>
internal struct InboundStream
{
    public static readonly InboundStream Initial = new() { Held = SerialHeaps.None };

    /// <summary>The SSN or MID of the ordered message to deliver next; an SSN goes on counting beyond its 16 bits.</summary>
    public uint Next;

    /// <summary>The MID before which all unordered messages are whole or given up.</summary>
    public uint NextUnordered;

    /// <summary>The heap of the messages that are whole but wait for their turn.</summary>
    public int Held;
}
