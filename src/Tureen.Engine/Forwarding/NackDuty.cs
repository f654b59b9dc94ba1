using System.Runtime.CompilerServices;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>A producer's duty to request the packets that its sender's streams lost.</summary>
internal sealed class NackDuty(EngineContext context, IMediaTransport transport, string producerId, ProducerTraces traces)
{
    /// <summary>Sends what a stream has to request now.</summary>
    /// <remarks>Not inlined, so that a packet which requests nothing does not pay for clearing the buffer.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Send(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (stream.TryWriteNack(packet, out int length))
        {
            transport.SendRtcp(now, packet[..length], sink);
            traces.HandleNack(now);
            context.Counters.NacksSent++;
            if (context.Log.IsDebug(WorkerLogTag.Rtx))
            {
                context.Log.Debug(WorkerLogTag.Rtx, $"lost packets asked for [ssrc:{stream.Parameters.Ssrc}, producerId:{producerId}]");
            }
        }
    }
}
