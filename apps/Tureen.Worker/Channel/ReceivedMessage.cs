namespace Tureen.WorkerProcess.Channel;

/// <summary>One message of the application, without its size. Released once.</summary>
internal readonly struct ReceivedMessage(ChannelInput input, byte[] bytes, int length)
{
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    public void Release() => input.Release(bytes, length);
}
