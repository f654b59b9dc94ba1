using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tureen.Net;

/// <summary>
/// Loads all assemblies that a program refers to. The runtime loads each when its first type is needed, which fails when .NET has been upgraded
/// below the running process and the old files are gone; what is loaded stays.
/// </summary>
internal static class AssemblyPreload
{
    private static int _isDone;

    /// <summary>Loads the assemblies that <paramref name="root"/> refers to, directly or through others; once in a process.</summary>
    public static void Run(Assembly root)
    {
        // Compiled ahead there is nothing to load.
        if (RuntimeFeature.IsDynamicCodeSupported && Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            LoadAll(root);
        }
    }

    /// <summary>Loads them, and returns the names of the missing ones.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What was trimmed away is not needed, and is left out.")]
    public static IReadOnlyList<string> LoadAll(Assembly root)
    {
        List<string> missing = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<Assembly> waiting = new([root]);
        while (waiting.TryDequeue(out Assembly? assembly))
        {
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (seen.Add(name.FullName))
                {
                    Load(name, waiting, missing);
                }
            }
        }

        return missing;
    }

    private static void Load(AssemblyName name, Queue<Assembly> waiting, List<string> missing)
    {
        try
        {
            waiting.Enqueue(Assembly.Load(name));
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            // Whoever needs it says so.
            missing.Add(name.FullName);
        }
    }
}
