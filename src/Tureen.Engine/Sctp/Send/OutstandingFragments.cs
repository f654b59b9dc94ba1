namespace Tureen.Engine.Sctp.Send;

/// <summary>The fragments of one message that are outstanding.</summary>
internal struct OutstandingFragments
{
    public int Count;

    /// <summary>TSN of the first one, while there are any.</summary>
    public uint FirstTsn;

    /// <summary>TSN of the last fragment made.</summary>
    public uint LastTsn;
}
