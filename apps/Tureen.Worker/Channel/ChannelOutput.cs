namespace Tureen.WorkerProcess.Channel;

/// <summary>The way to the application: gathers the messages of a turn and writes them together, without ever waiting. One thread.</summary>
internal sealed class ChannelOutput(IChannelDescriptor descriptor)
{
    private readonly ChannelBacklog _backlog = new(descriptor);
    private byte[] _gathered = new byte[4096];
    private int _length;
    private bool _isBroken;

    /// <summary>The application reads too slowly: messages that may be lost are dropped.</summary>
    public bool IsOverfull => _backlog.Length > ChannelLimits.BacklogLength;

    /// <summary>Adds a message that has its size in front.</summary>
    public void Send(ReadOnlySpan<byte> message)
    {
        if (_gathered.Length - _length < message.Length)
        {
            Array.Resize(ref _gathered, Math.Max(2 * _gathered.Length, _length + message.Length));
        }

        message.CopyTo(_gathered.AsSpan(_length));
        _length += message.Length;
        if (_length > ChannelLimits.GatheredLength)
        {
            Flush();
        }
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        if (_length == 0)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = _gathered.AsSpan(0, _length);
        int written = _isBroken || _backlog.Length > 0 ? 0 : descriptor.TryWrite(bytes);
        if (written < 0)
        {
            // The reader is gone; the end of the other direction reports it.
            _isBroken = true;
        }
        else if (written < bytes.Length && !_isBroken)
        {
            _backlog.Add(bytes[written..]);
        }

        _length = 0;
        if (_gathered.Length > ChannelLimits.GatheredLength * 2)
        {
            _gathered = new byte[ChannelLimits.GatheredLength];
        }
    }

    /// <summary>Writes all, as far as the application still reads.</summary>
    public void Finish()
    {
        Flush();
        _backlog.WaitUntilEmpty(ChannelLimits.LastWrite);
    }
}
