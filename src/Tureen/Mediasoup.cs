using System.Reflection;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The module itself: where workers are made (mediasoup's module-level API).</summary>
public static class Mediasoup
{
    /// <summary>The version of the library, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>Reports every new worker.</summary>
    public static MediasoupObserver Observer { get; } = new();

    /// <summary>Makes a worker: one thread with its sockets, which carries routers.</summary>
    /// <param name="settings">Its settings; null for the defaults.</param>
    /// <returns>The worker, running.</returns>
    /// <exception cref="MediasoupTypeException">A setting is wrong, or the certificate cannot be read.</exception>
    /// <exception cref="MediasoupException">The worker cannot be started.</exception>
    public static async Task<Worker> CreateWorkerAsync(WorkerSettings? settings = null)
    {
        Worker worker = Worker.Start(settings ?? new WorkerSettings());
        await Observer.RaiseNewWorkerAsync(worker).ConfigureAwait(false);
        return worker;
    }

    /// <summary>Gives what a router can support at most. Clients load a router's own capabilities instead.</summary>
    /// <returns>A new copy.</returns>
    public static RtpCapabilities GetSupportedRtpCapabilities() => SupportedRtpCapabilities.Get();

    /// <summary>Reads a scalability mode such as <c>L3T3_KEY</c>.</summary>
    /// <param name="scalabilityMode">The text; null or anything else that is no mode gives one layer of each kind.</param>
    /// <returns>The layers.</returns>
    public static ScalabilityMode ParseScalabilityMode(string? scalabilityMode) => ScalabilityMode.Parse(scalabilityMode);

    /// <summary>Replaces all functions that receive what the library logs.</summary>
    /// <param name="listeners">The functions; null for none.</param>
    public static void SetLogEventListeners(LogEventListeners? listeners = null) => ComponentLog.SetListeners(listeners);

    private static string ReadVersion()
    {
        Assembly assembly = typeof(Mediasoup).Assembly;
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return (version ?? assembly.GetName().Version!.ToString(3)).Split('+')[0];
    }
}
