namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>The reading of one message: the first thing that was wrong with it, and how much may still be read out of it.</summary>
/// <remarks>
/// Reading never throws: what is missing or malformed reads as empty, and the reading is faulty from then on. So read a message
/// as a whole, check the fault, and only then act.
/// </remarks>
internal sealed class FlatReading(ChannelSchema schema)
{
    /// <summary>Tables, strings and vectors may be shared within a message; a message with too much sharing is an attempt to exhaust the worker.</summary>
    private const int SharingFactor = 4;

    private const int RootOffsetSize = 4;
    private const int SpareBytes = 64;

    private long _budget;

    public FlatReading()
        : this(ChannelSchema.Newest)
    {
    }

    /// <summary>Which version of the messages it reads.</summary>
    public ChannelSchema Schema => schema;

    /// <summary>Null while all is well.</summary>
    public string? Fault { get; private set; }

    public bool IsFaulty => Fault is not null;

    /// <summary>Begins with another message, which has no size in front.</summary>
    public FlatTable Open(ReadOnlySpan<byte> message)
    {
        Fault = null;
        _budget = ((long)message.Length * SharingFactor) + SpareBytes;
        if (message.Length < RootOffsetSize)
        {
            Report("the message is shorter than its root offset");
            return default;
        }

        return FlatTable.At(message, this, 0);
    }

    public void Report(string fault) => Fault ??= fault;

    /// <summary>Takes what reading <paramref name="bytes"/> costs; false when too much was read already.</summary>
    public bool TrySpend(int bytes)
    {
        if (bytes > _budget)
        {
            _budget = 0;
            Report("the message refers to its parts too often");
            return false;
        }

        _budget -= bytes;
        return true;
    }
}
