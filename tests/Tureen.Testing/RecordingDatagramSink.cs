using Tureen.Engine.Primitives;

namespace Tureen.Testing;

/// <summary>Keeps what a machine sends, for a test to look at. With recording off it only counts, and allocates nothing.</summary>
internal sealed class RecordingDatagramSink : IDatagramSink
{
    private readonly byte[] _buffer = new byte[EngineLimits.MaxDatagramLength];

    public bool IsRecording { get; set; } = true;

    public long SentCount { get; private set; }

    public int LastLength { get; private set; }

    public List<(TransportTuple Tuple, byte[] Bytes)> Datagrams { get; } = [];

    /// <summary>What the last machine sent, also while recording is off.</summary>
    public ReadOnlySpan<byte> Last => _buffer.AsSpan(0, LastLength);

    public Span<byte> GetSpan(int maximumLength) => _buffer.AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        SentCount++;
        LastLength = length;
        if (IsRecording)
        {
            Datagrams.Add((tuple, _buffer.AsSpan(0, length).ToArray()));
        }
    }

    /// <summary>Takes out all that was recorded.</summary>
    public IReadOnlyList<(TransportTuple Tuple, byte[] Bytes)> TakeAll()
    {
        (TransportTuple, byte[])[] all = [.. Datagrams];
        Datagrams.Clear();
        return all;
    }
}
