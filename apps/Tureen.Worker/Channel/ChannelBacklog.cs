namespace Tureen.WorkerProcess.Channel;

/// <summary>
/// The messages that the application was too slow to take at once, in order. A thread of its own writes them, so that the media never waits;
/// it is started when it is first needed.
/// </summary>
internal sealed class ChannelBacklog(IChannelDescriptor descriptor)
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _chunks = new();
    private readonly AutoResetEvent _added = new(initialState: false);
    private readonly ManualResetEventSlim _emptied = new(initialState: true);
    private Thread? _thread;
    private long _length;
    private bool _isBroken;

    /// <summary>Bytes that wait.</summary>
    public long Length => Interlocked.Read(ref _length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isBroken)
            {
                return;
            }

            _emptied.Reset();
            _chunks.Enqueue(bytes.ToArray());
            Interlocked.Add(ref _length, bytes.Length);
        }

        _added.Set();
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "channel-writer" };
            _thread.Start();
        }
    }

    /// <summary>Whether all was written in that time.</summary>
    public bool WaitUntilEmpty(TimeSpan timeout) => _emptied.Wait(timeout);

    private void Run()
    {
        while (true)
        {
            if (!TryPeek(out byte[]? chunk))
            {
                _added.WaitOne();
                continue;
            }

            // It counts as waiting until it is written, so that later messages cannot overtake it.
            bool isWritten = descriptor.Write(chunk);
            lock (_gate)
            {
                _chunks.Dequeue();
                Interlocked.Add(ref _length, -chunk.Length);
                if (!isWritten)
                {
                    _isBroken = true;
                    _chunks.Clear();
                    Interlocked.Exchange(ref _length, 0);
                }

                if (_chunks.Count == 0)
                {
                    _emptied.Set();
                }
            }
        }
    }

    private bool TryPeek([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? chunk)
    {
        lock (_gate)
        {
            return _chunks.TryPeek(out chunk);
        }
    }
}
