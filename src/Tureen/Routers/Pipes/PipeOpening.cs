using Tureen.Engine.Transports.Pipes;

namespace Tureen;

/// <summary>Makes an end of a pipe from its options.</summary>
internal static class PipeOpening
{
    public static async Task<RouterPipe> OpenAsync(Router router, RouterPipeOptions options)
    {
        PipeCheck.Options(options);
        PipeTransportOptions transportOptions = PipeTransportOptions.Of(options) with
        {
            ListenInfo = options.ListenInfo,
            EnableRtx = options.EnableRtx,
            EnableSrtp = true,
            AppData = options.AppData,
        };
        var control = new PipeControlOptions
        {
            Id = Guid.NewGuid(),
            ConnectTimeout = options.ConnectTimeout,
            PeerTimeout = options.PeerTimeout,
        };
        PipeTransport transport = await router.CreatePipeTransportAsync(transportOptions, link: null, control).ConfigureAwait(false);
        return new RouterPipe(transport, transport.Control!, new PipeOffer
        {
            PipeId = control.Id.ToString(),
            Ip = transport.Tuple.LocalAddress,
            Port = transport.Tuple.LocalPort,
            SrtpParameters = transport.SrtpParameters!,
            SctpParameters = transport.SctpParameters!,
            PeerTimeoutMs = (int)options.PeerTimeout.TotalMilliseconds,
        });
    }
}
