using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Broadcasts;

/// <summary>S2a: fifty consumers of one stream, which the server is asked to send to somebody who never asked for it.</summary>
internal sealed class ReflectorAttack : Attack
{
    private const int Consumers = 50;
    private const uint Ssrc = 400_001;

    private int _received;

    public override string Name => "S2a reflector";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        using Socket victim = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        victim.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var stop = new CancellationTokenSource();
        Task counting = CountAsync(victim, stop.Token);
        Participant source = await scene.JoinAsync("source");
        string producer = await source.ProduceAsync("audio", MediaParameters.Opus(Ssrc));
        JsonNode capabilities = await source.Signaling.RequestAsync("getRouterRtpCapabilities");
        int port = ((IPEndPoint)victim.LocalEndPoint!).Port;
        int consuming = 0;
        var statuses = new List<int>();
        foreach (bool hasToken in new[] { false, true })
        {
            using HttpClient http = scene.CreateHttpClient(hasToken);
            var broadcaster = new HostileBroadcaster(http, scene.Room, $"reflector-{hasToken}");
            HttpStatusCode status = await broadcaster.JoinAsync(capabilities["routerRtpCapabilities"]);
            statuses.Add((int)status);
            consuming += IsRefused(status) ? 0 : await ConsumeAsync(broadcaster, producer, port);
        }

        ushort sequence = 0;
        long sent = await scene.Network.SendAsync(100, duration, (_, sink) =>
            source.Sending.SendRtp(RtpHeader.Create(MediaParameters.OpusType, ++sequence, sequence * 480u, Ssrc), new byte[60], sink));
        await stop.CancelAsync();
        await counting;
        Assert.Equal(0, _received);
        return string.Create(CultureInfo.InvariantCulture, $"joining answered with {string.Join(" and ", statuses)}, {consuming} consumers, {sent} packets in, {_received} out");
    }

    private static async Task<int> ConsumeAsync(HostileBroadcaster broadcaster, string producer, int port)
    {
        if (await broadcaster.CreateTransportAsync(isComedia: false) is not { } transport)
        {
            return 0;
        }

        string path = $"transports/{transport["id"]!.GetValue<string>()}";
        await broadcaster.PostAsync(path + "/connect", new JsonObject { ["ip"] = "127.0.0.1", ["port"] = port });
        int consuming = 0;
        for (int i = 0; i < Consumers; i++)
        {
            consuming += await broadcaster.PostAsync($"{path}/consume?producerId={producer}", []) is null ? 0 : 1;
        }

        return consuming;
    }

    private async Task CountAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[2048];
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(buffer, cancellation);
                _received++;
            }
        }
        catch (OperationCanceledException)
        {
            // The attack is over.
        }
    }
}
