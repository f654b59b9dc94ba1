using Tureen.Engine.Dtls;
using Tureen.Net;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Hosting;

/// <summary>The process from its start to its exit code.</summary>
internal static class WorkerProgram
{
    private const string VersionVariable = "MEDIASOUP_VERSION";
    private const int FromApplication = 3;
    private const int ToApplication = 4;

    public static int Run(string[] arguments)
    {
        // 1. Only the library may start this process.
        string? version = Environment.GetEnvironmentVariable(VersionVariable);
        if (version is null)
        {
            Console.Error.WriteLine($"{VersionVariable} is not set: this program is started by mediasoup, see docs/DROP-IN-WORKER.md");
            return ExitCode.NoVersion;
        }

        // 2. All code that will ever be needed, and the version of the library and the settings.
        AssemblyPreload.Run(typeof(WorkerProgram).Assembly);
        MediaWorker worker;
        try
        {
            worker = Create(LibraryVersions.FindSchema(version), WorkerArguments.Parse(arguments), version);
        }
        catch (SettingsException error)
        {
            Console.Error.WriteLine($"settings error: {error.Message}");
            return ExitCode.WrongSettings;
        }

        // 3. Signals, then the work.
        using (worker)
        {
            IReadOnlyList<IDisposable> signals = Signals.Handle(worker.Close);
            int code = worker.Run(new ChannelInput(new ChannelDescriptor(FromApplication)));
            GC.KeepAlive(signals);
            return code;
        }
    }

    private static MediaWorker Create(ChannelSchema schema, WorkerArguments settings, string version)
    {
        DtlsCertificate certificate = settings.LoadCertificate();
        var output = new ChannelOutput(new ChannelDescriptor(ToApplication));
        var log = new ChannelLog(output, settings.Log);
        LogStart(log, settings, version);
        return new MediaWorker(settings, schema, certificate, output, log);
    }

    private static void LogStart(ChannelLog log, WorkerArguments settings, string version)
    {
        const string Place = "mediasoup-worker::run";
        log.Debug(WorkerLogTag.Info, Place, $"starting Tureen's mediasoup-worker process [version:{version}]");
        WorkerSettingsLog.Write(log, settings);
        if (settings.DtlsCertificateFile is { } certificate)
        {
            log.Debug(WorkerLogTag.Info, Place, $"dtlsCertificateFile: {certificate}, dtlsPrivateKeyFile: {settings.DtlsPrivateKeyFile}");
        }
    }
}
