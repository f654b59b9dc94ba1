using Tureen.Engine.Primitives;
using Tureen.Net.Links;

namespace Tureen;

/// <summary>The two transports that join two routers. They live and end together.</summary>
internal sealed class PipePair
{
    private readonly Router _router;
    private readonly PipeTransport _first;
    private readonly PipeTransport _second;

    private PipePair(Router router, PipeTransport first, PipeTransport second)
    {
        _router = router;
        _first = first;
        _second = second;
    }

    public static async Task<PipePair> CreateAsync(Router first, Router second, PipeToRouterOptions options)
    {
        DatagramLink? link = options.ListenInfo is null && options.ListenIp is null ? new DatagramLink() : null;
        Task<PipeTransport> opening = OpenAsync(first, options, link?.First);
        PipeTransport other = await CloseOnFailureAsync(OpenAsync(second, options, link?.Second), opening).ConfigureAwait(false);
        PipeTransport one = await CloseOnFailureAsync(opening, Task.FromResult(other)).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(ConnectAsync(one, other), ConnectAsync(other, one)).ConfigureAwait(false);
        }
        catch
        {
            one.Close();
            other.Close();
            throw;
        }

        return new PipePair(first, one, other);
    }

    /// <summary>The transport in <paramref name="router"/>, then the other one.</summary>
    public (PipeTransport Local, PipeTransport Remote) From(Router router) =>
        _router == router ? (_first, _second) : (_second, _first);

    /// <summary>Calls back when one of them is closed, even if it already is. Closes the other one, too.</summary>
    public void OnClose(Action callback)
    {
        void Close()
        {
            _first.Close();
            _second.Close();
            callback();
        }

        _first.Observer.OnClose += Close;
        _second.Observer.OnClose += Close;
        if (_first.Closed || _second.Closed)
        {
            Close();
        }
    }

    private static Task<PipeTransport> OpenAsync(Router router, PipeToRouterOptions options, IDatagramLinkEnd? link)
    {
        PipeTransportOptions transport = PipeTransportOptions.Of(options) with
        {
            ListenInfo = options.ListenInfo,
            ListenIp = options.ListenIp,
            EnableRtx = options.EnableRtx,
            EnableSrtp = options.EnableSrtp,
        };
        return router.CreatePipeTransportAsync(transport, link, control: null);
    }

    private static Task ConnectAsync(PipeTransport transport, PipeTransport to) => transport.ConnectAsync(new PipeTransportConnectOptions
    {
        Ip = to.Tuple.LocalAddress,
        Port = to.Tuple.LocalPort,
        SrtpParameters = to.SrtpParameters,
    });

    private static async Task<PipeTransport> CloseOnFailureAsync(Task<PipeTransport> wanted, Task<PipeTransport> other)
    {
        try
        {
            return await wanted.ConfigureAwait(false);
        }
        catch
        {
            await CloseAsync(other).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CloseAsync(Task<PipeTransport> opening)
    {
        try
        {
            PipeTransport transport = await opening.ConfigureAwait(false);
            transport.Close();
        }
        catch (MediasoupException)
        {
            // It failed as well: the caller gets the first failure.
        }
    }
}
