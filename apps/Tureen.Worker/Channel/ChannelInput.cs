using System.Buffers;

namespace Tureen.WorkerProcess.Channel;

/// <summary>The way from the application: reads messages until the end and passes them on, no faster than they are handled.</summary>
internal sealed class ChannelInput(IChannelDescriptor descriptor)
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _workedOff = new(initialState: false);
    private long _pending;

    /// <summary>Reads until the application closes its end; false when it sent something that is no message.</summary>
    public bool Run(Action<ReceivedMessage> handle)
    {
        var buffer = new MessageBuffer();
        while (true)
        {
            int count = descriptor.Read(buffer.GetFree());
            if (count == 0)
            {
                return true;
            }

            buffer.Add(count);
            while (buffer.TryTake(out ReadOnlySpan<byte> message))
            {
                WaitForRoom(message.Length);
                byte[] bytes = ArrayPool<byte>.Shared.Rent(message.Length);
                message.CopyTo(bytes);
                handle(new ReceivedMessage(this, bytes, message.Length));
            }

            if (buffer.IsBroken)
            {
                return false;
            }
        }
    }

    /// <summary>Takes back a message that has been handled. From any thread.</summary>
    public void Release(byte[] bytes, int length)
    {
        ArrayPool<byte>.Shared.Return(bytes);
        lock (_gate)
        {
            _pending -= length;
        }

        _workedOff.Set();
    }

    private void WaitForRoom(int length)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_pending == 0 || _pending + length <= ChannelLimits.PendingLength)
                {
                    _pending += length;
                    return;
                }
            }

            _workedOff.WaitOne();
        }
    }
}
