using Tureen.Client.Native.Handlers;
using Tureen.Client.Native.Settings;
using Tureen.Ortc;

namespace Tureen.Client.Native;

/// <summary>Makes the handlers of a media stack in this process: a full WebRTC peer without a browser, for <see cref="DeviceOptions.HandlerFactory"/>.</summary>
/// <remarks>Events come on threads of the pool. Close the transports of the device before the factory.</remarks>
public sealed class NativeHandlerFactory : IHandlerFactory, IAsyncDisposable
{
    private readonly NativeOptions _options;
    private readonly Worker _worker;

    private NativeHandlerFactory(NativeOptions options, Worker worker)
    {
        _options = options;
        _worker = worker;
    }

    internal NativeOptions Options => _options;

    internal Worker Worker => _worker;

    /// <summary>The name <c>Native</c>.</summary>
    public string Name => NativeHandler.HandlerName;

    /// <summary>Makes a factory.</summary>
    /// <param name="options">How the media stack works; the defaults if not given.</param>
    /// <returns>The factory, with its media thread running.</returns>
    /// <exception cref="MediasoupException">The media thread cannot be started.</exception>
    public static async Task<NativeHandlerFactory> CreateAsync(NativeOptions? options = null)
    {
        options ??= new NativeOptions();

        // A client needs no fixed ports, so the system chooses them.
        Worker worker = options.Worker ?? await Mediasoup.CreateWorkerAsync(new WorkerSettings { RtcMinPort = 0, RtcMaxPort = 0 }).ConfigureAwait(false);
        return new NativeHandlerFactory(options, worker);
    }

    /// <inheritdoc/>
    public IHandler Create(HandlerOptions options) => new NativeHandler(options, _worker, _options);

    /// <inheritdoc/>
    public Task<RtpCapabilities> GetNativeRtpCapabilitiesAsync(TransportDirection direction) => Task.FromResult(NativeCapabilities.Create());

    /// <summary>Closes the media thread, if the factory started it, and with it all that its handlers have.</summary>
    /// <returns>Completes when the thread has ended.</returns>
    public ValueTask DisposeAsync() => _options.Worker is null ? _worker.DisposeAsync() : ValueTask.CompletedTask;
}
