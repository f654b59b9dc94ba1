using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Tureen.Engine.Primitives;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Soak;

/// <summary>A short call of two peers with full ICE and DTLS: one speaks, the other hears every packet, both leave.</summary>
internal sealed class SoakCall(LoopbackNetwork network, string server, int number)
{
    private const int Packets = 50;
    private const double PacketsPerSecond = 100;
    private const uint Ssrc = 5_001;
    private const int PayloadLength = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _allHeard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;
    private int _heard;

    /// <summary>Peers come from everywhere, so that no limit for one address stands in the way.</summary>
    private IPAddress Address => new([127, 1, (byte)(number / 250 % 250), (byte)((number % 250) + 1)]);

    /// <exception cref="Exception">The call failed.</exception>
    public async Task RunAsync()
    {
        string room = string.Create(CultureInfo.InvariantCulture, $"soak-{number}");
        await using Participant speaker = await Participant.JoinAsync(network, server, room, "speaker", from: Address);
        await using Participant listener = await Participant.JoinAsync(network, server, room, "listener", from: Address);
        await speaker.ProduceAsync("audio", MediaParameters.Opus(Ssrc));
        JsonObject consumer = await listener.Signaling.WaitForAsync("newConsumer");

        // The score comes when the consumer has been resumed.
        await listener.Signaling.WaitForAsync("consumerScore");
        listener.Receiving.RtpReceived = (_, _, _) => HandleHeard();
        var sender = new PacedSender(PacketsPerSecond, (_, sink) => SendNext(speaker, sink));
        await network.StartAsync(sender);
        try
        {
            await _allHeard.Task.WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Call {number} heard {_heard} of {_sent} packets of consumer {consumer["id"]}.", exception);
        }
        finally
        {
            await network.StopAsync(sender);
        }
    }

    private void SendNext(Participant speaker, IDatagramSink sink)
    {
        if (_sent < Packets)
        {
            byte[] header = RtpHeader.Create(MediaParameters.OpusType, (ushort)_sent, (uint)_sent * 960, Ssrc);
            speaker.Sending.SendRtp(header, new byte[PayloadLength], sink);
            _sent++;
        }
    }

    private void HandleHeard()
    {
        if (++_heard == Packets)
        {
            _allHeard.TrySetResult();
        }
    }
}
