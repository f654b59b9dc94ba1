using System.Diagnostics.CodeAnalysis;

namespace Tureen.Engine.Primitives;

/// <summary>
/// Distinguishes a fault of the program's files from one of a packet or request: a type, an assembly or a library that cannot be loaded, as after an
/// upgrade of .NET below a running process. Nothing that needs it will work again in this process, so the worker ends and says why, and its
/// supervisor starts another one.
/// </summary>
internal static class BrokenRuntime
{
    /// <summary>Causes of causes that are looked at; chains of the runtime are two or three long.</summary>
    private const int MaxDepth = 8;

    /// <summary>Whether an exception, or what caused it, says that code of the program cannot be loaded.</summary>
    public static bool IsCause([NotNullWhen(true)] Exception? error)
    {
        for (int depth = 0; error is not null && depth < MaxDepth; depth++)
        {
            if (IsOwn(error))
            {
                return true;
            }

            error = error.InnerException;
        }

        return false;
    }

    /// <summary>Throws if the exception is such a fault, which ends the worker with the reason. Returns for others.</summary>
    /// <exception cref="BrokenRuntimeException">It is one.</exception>
    public static void ThrowIfCause(Exception error)
    {
        if (error is BrokenRuntimeException || IsCause(error))
        {
            throw error as BrokenRuntimeException ?? new BrokenRuntimeException(error);
        }
    }

    // The runtime remembers that a type could not be initialized, for any reason. A file that is no assembly is not this class's concern.
    private static bool IsOwn(Exception error) => error switch
    {
        FileNotFoundException { FileName: { } name } => name.Contains(", Version=", StringComparison.Ordinal),
        BrokenRuntimeException or TypeInitializationException or TypeLoadException => true,
        FileLoadException or BadImageFormatException or MissingMemberException => true,
        _ => false,
    };
}
