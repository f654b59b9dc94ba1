namespace Tureen.Engine.Sctp.Receive;

/// <summary>The heaps of the fragments of one stream's incomplete messages.</summary>
internal struct StreamRuns
{
    public static readonly StreamRuns Initial = new() { Ordered = SerialHeaps.None, Unordered = SerialHeaps.None };

    public int Ordered;

    public int Unordered;
}
