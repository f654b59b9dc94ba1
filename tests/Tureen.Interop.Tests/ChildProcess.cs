using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tureen.Interop.Tests;

/// <summary>A program that runs beside the tests; what it writes is kept for the message of a failure.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int KeptLines = 200;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Action<string>? _onOutput;
    private readonly bool _keepsOutput;

    private ChildProcess(Process process, Action<string>? onOutput, bool keepsOutput)
    {
        _process = process;
        _onOutput = onOutput;
        _keepsOutput = keepsOutput;
    }

    public TextWriter Input => _process.StandardInput;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>The last lines that it wrote.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts a program, in a network namespace if one is given.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">What it is started with.</param>
    /// <param name="networkNamespace">The name of a namespace; null for the machine's own network.</param>
    /// <param name="onOutput">Called with each line of standard output.</param>
    /// <param name="keepsOutput">Whether standard output is kept beside standard error.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="folder">Where it is started; null for the root of the repository.</param>
    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        string? networkNamespace,
        Action<string>? onOutput = null,
        bool keepsOutput = true,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null)
    {
        ProcessStartInfo start = new()
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? RepositoryRoot.Path,
        };
        string[] command = networkNamespace is null
            ? [program, .. arguments]
            : ["ip", "netns", "exec", networkNamespace, program, .. arguments];
        start.FileName = command[0];
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        Process process = new() { StartInfo = start };
        ChildProcess child = new(process, onOutput, keepsOutput);
        process.OutputDataReceived += (_, line) => child.Take(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => child.Take(line.Data, isOutput: false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks the program to end, as a service's supervisor does.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Asks the program to end, as Ctrl+C does.</summary>
    public void Interrupt() => Signal(SigInt);

    /// <summary>Waits for the end and gives the exit code; a program that does not end in time is killed.</summary>
    public async Task<int> WaitAsync(TimeSpan limit)
    {
        using CancellationTokenSource deadline = new(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {limit}.\n{Log}", exception);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, signal);
        }
    }

    private void Take(string? line, bool isOutput)
    {
        if (line is null)
        {
            return;
        }

        if (isOutput && _onOutput is not null)
        {
            _onOutput(line);
            if (!_keepsOutput)
            {
                return;
            }
        }

        _log.Enqueue(line);
        while (_log.Count > KeptLines)
        {
            _log.TryDequeue(out _);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
