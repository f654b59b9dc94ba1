namespace Tureen.V2;

public sealed partial class Room
{
    /// <summary>Sends a producer as plain RTP to an address.</summary>
    /// <param name="producer">A producer of the room.</param>
    /// <param name="options">Where to.</param>
    /// <returns>The streamer.</returns>
    /// <exception cref="InvalidStateException">The room is closed.</exception>
    /// <exception cref="MediasoupException">The producer is not of the room, or the address is none.</exception>
    public Task<RtpStreamer> CreateRtpStreamerAsync(Producer producer, RtpStreamerOptions options)
    {
        Check.Given(options);
        return RtpStreamer.CreateAsync(this, producer, options.RemoteIP, options.RemotePort, options.LocalIP);
    }
}
