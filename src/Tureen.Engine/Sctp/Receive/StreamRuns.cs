namespace Tureen.Engine.Sctp.Receive;

/// <summary>The heaps of what one stream has of messages that are not whole.</summary>
internal struct StreamRuns
{
    public static readonly StreamRuns Initial = new() { Ordered = SerialHeaps.None, Unordered = SerialHeaps.None };

    public int Ordered;

    public int Unordered;
}
