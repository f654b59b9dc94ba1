using System.Globalization;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Api.RtpObservers;

/// <summary>What a program that sends audio with its level gives a router.</summary>
internal static class AudioWithLevel
{
    private const int LevelId = 1;

    public static ProducerOptions Options(uint ssrc)
    {
        ProducerOptions options = Scene.AudioOptions(ssrc.ToString(CultureInfo.InvariantCulture), ssrc);
        options.RtpParameters.HeaderExtensions.Add(new() { Uri = RtpHeaderExtensionUri.AudioLevel, Id = LevelId });
        return options;
    }

    /// <summary>Sends nineteen packets, 380 ms of audio, at once: however intervals cut them, just one of them has the ten for an average.</summary>
    public static void Send(Producer producer, byte level, uint ssrc)
    {
        byte[] packet = new byte[60];
        for (ushort i = 0; i < 19; i++)
        {
            var writer = new RtpHeaderWriter(packet, 111, false, i, i * 960u, ssrc);
            writer.AddExtension(LevelId, [level]);
            writer.Finish();
            producer.Send(packet);
        }
    }
}
