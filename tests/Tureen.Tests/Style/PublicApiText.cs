using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tureen.Tests.Style;

/// <summary>The public surface of an assembly as sorted lines of text.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(ApiTypeName.Of, StringComparer.Ordinal))
        {
            text.Append(Describe(type)).Append('\n');
            IEnumerable<string> members = type.GetMembers(Declared).Select(member => Describe(type, member)).OfType<string>();
            foreach (string member in members.Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parents = new List<Type>();
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object) && parent != typeof(MulticastDelegate))
        {
            parents.Add(parent);
        }

        if (!type.IsEnum && !typeof(Delegate).IsAssignableFrom(type))
        {
            parents.AddRange(type.GetInterfaces().Where(face => face.IsVisible).OrderBy(ApiTypeName.Of, StringComparer.Ordinal));
        }

        string suffix = parents.Count == 0 ? "" : " : " + string.Join(", ", parents.Select(ApiTypeName.Of));
        return $"{kind} {ApiTypeName.Of(type)}{suffix}";
    }

    private static string? Describe(Type type, MemberInfo member) => member switch
    {
        _ when IsCompilerMade(member) => null,
        FieldInfo field => DescribeField(type, field),
        PropertyInfo property => DescribeProperty(property),
        EventInfo added when IsVisible(added.AddMethod) => $"event {ApiTypeName.Of(added.EventHandlerType!)} {added.Name}",
        ConstructorInfo constructor when IsVisible(constructor) => $"{Modifiers(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || IsOperator(method)) => DescribeMethod(method),
        _ => null,
    };

    private static string? DescribeField(Type type, FieldInfo field)
    {
        if (!(field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) || field.IsSpecialName)
        {
            return null;
        }

        if (type.IsEnum)
        {
            return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}";
        }

        string kind = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
        return $"{kind}{(field.IsInitOnly ? "readonly " : "")}{ApiTypeName.Of(field.FieldType)} {field.Name}";
    }

    private static string? DescribeProperty(PropertyInfo property)
    {
        MethodInfo? visible = IsVisible(property.GetMethod) ? property.GetMethod : IsVisible(property.SetMethod) ? property.SetMethod : null;
        if (visible is null)
        {
            return null;
        }

        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string get = IsVisible(property.GetMethod) ? "get; " : "";
        string set = !IsVisible(property.SetMethod) ? "" : isInit ? "init; " : "set; ";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        return $"{Modifiers(visible)}{required}{ApiTypeName.Of(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string DescribeMethod(MethodInfo method)
    {
        string generic = method.IsGenericMethod
            ? "<" + string.Join(", ", method.GetGenericArguments().Select(ApiTypeName.Of)) + ">"
            : "";
        return $"{Modifiers(method)}{ApiTypeName.Of(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static bool IsCompilerMade(MemberInfo member) =>
        member is Type || member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is MethodInfo or ConstructorInfo
        || member.Name.Contains('<', StringComparison.Ordinal)
        || member.Name is "EqualityContract" or "PrintMembers";

    private static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false }));

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType is { IsInterface: true } ? "" : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string fallback = !parameter.IsOptional ? "" : " = " + (parameter.RawDefaultValue ?? "default");
        return $"{way}{ApiTypeName.Of(type)} {parameter.Name}{fallback}";
    }
}
